#!/usr/bin/env bash
# Installs Fadu on a Debian or Ubuntu machine with Python 3.11+ and audits the sample papers. Asks nothing.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"
. tools/machine.sh

cat <<'SAYS'
法度：读懂行政文书，逐条核对法定程序，并给出证据。
  本脚本会：① 缺什么系统软件包就用 apt-get 装什么；② 在 .venv 中安装 Python 依赖；
  ③ 审查 corpora/samples/papers 中自编的样例文书，报告写到 out/samples。文书不离开本机。
  (Installs what is missing, then audits the sample papers; nothing leaves this machine.)
SAYS

need_system may "备用识别引擎 tesseract" tesseract-ocr tesseract-ocr-chi-sim
install_from requirements.lock requirements-dev.lock

out=out/samples
store="sqlite:///$PWD/$out/store.db"
mkdir -p "$out"
rm -f "$out/run.json"  # written last: proves that the audit came to its end
say "审查样例文书  (auditing the samples)"
code=0
"$VENV/bin/fadu" audit corpora/samples/papers --out "$out" --store "$store" --as-of 2026-11-22 </dev/null || code=$?
# 1: something failed or is undetermined; 3: a file could not be read. The samples hold both on purpose.
if [ ! -s "$out/run.json" ] || ! [[ $code =~ ^[013]$ ]]; then
    die "审查没有完成（退出码 ${code}），原因见上。 (the audit did not finish)"
fi

if grep -q '"code": "internal"' "$out/documents.jsonl"; then
    die "样例中有文件因程序出错而没有读出，请把上面的经过交给维护人员。 (a bug: see the trace above)"
fi

cat <<SAYS

▶ 完成。样例中有意放入了不合规与读不出的文书，退出码 ${code} 属正常。  (done; the samples hold faults on purpose)
  报告      ${out}/report.html（用浏览器直接打开）、${out}/report.xlsx
  查询平台  ${VENV}/bin/fadu serve --store ${store}
            然后用浏览器打开 http://127.0.0.1:8765
  审查自己的文书
            ${VENV}/bin/fadu audit 文件夹 --out out/本次
  (reports; the query platform; how to audit your own folder)
SAYS
