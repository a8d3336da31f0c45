# `just` runs what CI runs. `just --list` shows the rest.

bin := ".venv/bin"

# what CI runs: lint, types, layers, knowledge, tests
default:
    bash test.sh

# lay out the code
fmt:
    {{bin}}/ruff check --fix .
    {{bin}}/ruff format .

# style, types, layers
lint:
    {{bin}}/ruff check .
    {{bin}}/ruff format --check .
    {{bin}}/mypy
    {{bin}}/lint-imports

# the data under knowledge/ holds together
knowledge:
    {{bin}}/fadu rules --check

# tests; `just test tests/unit/checks` runs a part
test *args:
    FADU_STRICT=1 {{bin}}/python -m pytest -m "not prove" {{args}}

# the page of all rules, after a change under knowledge/
catalogue:
    {{bin}}/python -m app.catalogue

# every command, setting and rule shape has its paragraph
docs:
    {{bin}}/python -m pytest tests/test_docs.py

# pin again after pyproject.toml changed (needs uv)
lock *args:
    bash tools/lock.sh {{args}}

# what is too long for every change: a fresh machine, long runs
prove:
    FADU_STRICT=1 {{bin}}/python -m pytest -m prove
    bash tools/fresh_machine.sh
