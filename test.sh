#!/usr/bin/env bash
# Runs every check a change must pass: lint, types, layers, knowledge, tests. Installs what they need. Asks nothing.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"
. tools/machine.sh

# libatomic1: playwright's driver needs it. Ubuntu has Chromium only as a snap: there any Chrome on the PATH serves.
need_system must "测试所用的识别引擎与字体" tesseract-ocr tesseract-ocr-chi-sim libatomic1 fonts-noto-cjk \
    fonts-arphic-gbsn00lp fonts-arphic-gkai00mp fonts-wqy-zenhei fonts-lxgw-wenkai
need_system must "Word 文书的版面测试" libreoffice-writer
command -v chromium chromium-browser google-chrome >/dev/null || need_system may "浏览器测试" chromium
need_servers
install_from requirements-dev.lock

failed=()
step() {
    say "$1"
    "${@:2}" </dev/null || failed+=("$1")
}
bin=$VENV/bin
export FADU_STRICT=1
step "代码检查  (ruff)" "$bin/ruff" check .
step "代码格式  (ruff format)" "$bin/ruff" format --check .
step "类型  (mypy --strict)" "$bin/mypy"
step "分层  (import-linter)" "$bin/lint-imports"
step "知识数据  (knowledge)" "$bin/fadu" rules --check
step "测试  (pytest)" "$bin/python" -m pytest -m "not prove" "$@"

if [ ${#failed[@]} -gt 0 ]; then
    printf '\n✗ 未通过：%s\n' "${failed[@]}" >&2
    exit 1
fi
say "通过。只有 just prove 才做的：全新机器上的两条命令，标有 prove 的长时间测试。"
note "(passed; only 'just prove' covers the fresh machine and the long tests marked prove)"
