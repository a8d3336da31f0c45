#!/usr/bin/env bash
# Writes requirements-build.lock (what builds packages), requirements.lock (to run) and requirements-dev.lock
# (to test as well) from pyproject.toml, with hashes and without naming a registry. Needs uv. Arguments go to uv: `bash tools/lock.sh --upgrade`.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."
uv=$(command -v uv || echo .venv/bin/uv)

pin() {
    "$uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-emit-find-links --no-header --no-annotate "$@"
}

pin --group build --output-file requirements-build.lock "$@" >/dev/null
pin pyproject.toml --constraint requirements-build.lock --output-file requirements.lock "$@" >/dev/null
pin pyproject.toml --group dev --constraint requirements-build.lock --constraint requirements.lock \
    --output-file requirements-dev.lock "$@" >/dev/null
