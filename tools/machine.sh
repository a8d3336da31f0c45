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

# The real servers that tests start (tools/servers.py): PostgreSQL, and Elasticsearch from a given address, a container
# or Maven Central with Java 17 or, where the system has none, 21.
need_servers() {
    need_system must "测试所用的 PostgreSQL" postgresql
    [ -z "${FADU_TEST_ELASTICSEARCH:-}" ] || return 0
    ! { docker info || podman info; } >/dev/null 2>&1 || return 0
    command -v mvn >/dev/null || need_system must "取得测试所用的 Elasticsearch" maven
    java_for_tests || need_system may "运行测试所用的 Elasticsearch" openjdk-17-jre-headless
    java_for_tests || need_system must "运行测试所用的 Elasticsearch" openjdk-21-jre-headless
}

java_for_tests() { compgen -G '/usr/lib/jvm/*-17-*' >/dev/null || compgen -G '/usr/lib/jvm/*-21-*' >/dev/null; }

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

# What an environment depends on: a changed lock, setting, Python or folder makes it anew.
stamp() {
    { pwd; "$PYTHON" --version; cat pyproject.toml requirements-build.lock "$1"; } | sha256sum | cut -d' ' -f1
}

# done_with LOCK: .venv holds what this lock asks for.
done_with() { [ "$(cat "$VENV/filled-from-$1" 2>/dev/null)" = "$(stamp "$1")" ]; }

pip_install() { "$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --no-input "$@" </dev/null; }

# Everything is pinned and checked by hash, the tools that build packages too: nothing else is fetched.
fill_from() {
    pip_install --require-hashes -r requirements-build.lock &&
        pip_install --require-hashes --no-build-isolation --use-pep517 -r "$1" &&
        pip_install --no-deps --no-build-isolation --editable .
}

# install_from LOCK [LOCK-THAT-CONTAINS-IT]: makes .venv where it is missing or was moved, and fills it.
install_from() {
    local lock=$1
    need_python
    need_venv
    if [ "$(cat "$VENV/home" 2>/dev/null || pwd)" != "$PWD" ] || ! "$VENV/bin/python" -m pip --version >/dev/null 2>&1; then
        say "建立虚拟环境 ${VENV}（$("$PYTHON" --version)）  (creating ${VENV})"
        "$PYTHON" -m venv --clear "$VENV"
    fi
    pwd >"$VENV/home"
    for lock in "$@"; do
        ! done_with "$lock" || return 0
    done
    lock=$1
    say "安装 Python 依赖（${lock}，逐一核对哈希；首次需要几分钟）  (installing pinned, hash-checked packages)"
    fill_from "$lock" || die "依赖安装失败，原因见上。请检查网络；若须使用本单位的软件源，
  先执行 pip config set global.index-url 地址，再重试。 (installing failed; check the network or your pip index settings)"
    stamp "$lock" >"$VENV/filled-from-$lock"
}
