# Sourced by start.sh and test.sh: finds Python, installs what is missing, fills .venv from a lock file.
# Asks nothing. Says what it does in Chinese and short English.

VENV=.venv

say() { printf '\n▶ %s\n' "$*"; }
note() { printf '  %s\n' "$*"; }
die() { printf '\n✗ %s\n' "$*" >&2; exit 2; }

# Commands run with these rights: empty for root, "sudo -n" where it needs no password, else nothing to offer.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n -- "$@"
    else return 126; fi
}

installed() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'; }

apt_install() {
    command -v apt-get >/dev/null || return 127
    # The lists of a fresh machine are empty or old; an update that fails in part may still be enough.
    as_root apt-get update -qq </dev/null || note "软件源清单更新不完整，继续尝试。 (apt-get update was incomplete)"
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" </dev/null >"${TMPDIR:-/tmp}/fadu-apt.$$" 2>&1 || {
        local code=$?
        tail -n 20 "${TMPDIR:-/tmp}/fadu-apt.$$" >&2
        rm -f "${TMPDIR:-/tmp}/fadu-apt.$$"
        return $code
    }
    rm -f "${TMPDIR:-/tmp}/fadu-apt.$$"
}

# need_system must|may WHY PACKAGE...: installs the packages that are missing. Where that is not possible,
# "must" stops and says what to install, "may" says what will not work and goes on.
need_system() {
    local weight=$1 why=$2 package missing=()
    shift 2
    for package in "$@"; do
        installed "$package" || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "安装系统软件包（${why}）：${missing[*]}  (installing system packages)"
    apt_install "${missing[@]}" && return 0
    [ "$weight" = may ] || die "无法自动安装（${why}）。请以管理员身份执行后重试：
    apt-get install -y ${missing[*]}
  (could not install system packages; run the line above as root, then try again)"
    note "未能安装，继续；受影响的功能：${why}。以后可执行：sudo apt-get install -y ${missing[*]}"
}

# Prints the first Python of 3.11 or newer; the versions that the tests run on come first.
find_python() {
    local name
    for name in python3.11 python3.12 python3.13 python3; do
        command -v "$name" >/dev/null || continue
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        command -v "$name"
        return 0
    done
    return 1
}

need_python() {
    PYTHON=$(find_python) && return 0
    local found
    found=$(python3 --version 2>/dev/null || echo "没有 Python")
    [ "$found" = "没有 Python" ] || die "需要 Python 3.11 或更新版本，这台机器上是 ${found}。
  Debian 12、Ubuntu 24.04 及更新版本自带合适的版本。 (Python 3.11 or newer is needed)"
    need_system must "Python 3.11 或更新版本" python3
    PYTHON=$(find_python) || die "系统软件源里的 Python 低于 3.11；请升级到 Debian 12、Ubuntu 24.04 或更新版本。
  (the system's Python is older than 3.11)"
}

# Debian and Ubuntu keep venv in a package of its own.
need_venv() {
    "$PYTHON" -c 'import ensurepip, venv' 2>/dev/null && return 0
    local version
    version=$("$PYTHON" -c 'import sys; print(f"{sys.version_info[0]}.{sys.version_info[1]}")')
    need_system must "建立 Python 虚拟环境" "python${version}-venv"
}

# What the installed environment depends on: a changed lock, setting, Python or folder makes it anew.
stamp() {
    { pwd; "$PYTHON" --version; cat pyproject.toml "$@"; } | sha256sum | cut -d' ' -f1
}

venv_is_ours() { [ "$(cat "$VENV/home" 2>/dev/null)" = "$PWD" ] && "$VENV/bin/python" -m pip --version >/dev/null 2>&1; }

# install_from LOCK [LOCK-THAT-CONTAINS-IT]: everything pinned and checked by hash, then Fadu itself, no build isolation.
install_from() {
    local lock=$1 wanted other
    need_python
    need_venv
    wanted=$(stamp "$lock")
    if venv_is_ours; then
        [ "$(cat "$VENV/installed-${lock%.lock}" 2>/dev/null)" = "$wanted" ] && return 0
        for other in "${@:2}"; do
            [ "$(cat "$VENV/installed-${other%.lock}" 2>/dev/null)" = "$(stamp "$other")" ] && return 0
        done
    else
        say "建立虚拟环境 ${VENV}（$("$PYTHON" --version)）  (creating ${VENV})"
        "$PYTHON" -m venv --clear "$VENV"
        pwd >"$VENV/home"
    fi
    say "安装 Python 依赖（${lock}，逐一核对哈希；首次需要几分钟）  (installing pinned, hash-checked packages)"
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-input --require-hashes -r "$lock" </dev/null ||
        die "依赖安装失败。请检查网络，或在 pip 设置中指定本单位的软件源（pip config set global.index-url …）后重试。
  (installing packages failed; check the network or your pip index settings)"
    "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --no-deps --no-build-isolation --editable . </dev/null || die "法度自身安装失败，见上面的信息。 (installing Fadu failed)"
    printf '%s\n' "$wanted" >"$VENV/installed-${lock%.lock}"
}
