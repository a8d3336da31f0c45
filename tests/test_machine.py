"""tools/machine.sh on machines that lack something: what it installs, what it says, that it asks nothing."""

import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OLD = 'case "$*" in *--version*) echo "Python 3.9.2";; *) exit 1;; esac'
NEW = 'case "$*" in *--version*) echo "Python 3.13.1";; *) exit 0;; esac'
PYTHONS = ("python3.11", "python3.12", "python3.13", "python3")


class Machine:
    """Commands in front of the real ones; every call is written down."""

    def __init__(self, folder: Path) -> None:
        self.bin, self.log = folder / "bin", folder / "log"
        self.bin.mkdir()
        self.log.touch()
        for name in PYTHONS:
            self.put(name, OLD)
        self.put("dpkg-query", "exit 1")
        self.put("apt-get", "exit 0")
        self.put("sudo", "exit 1")
        self.put("id", "echo 1000")

    def put(self, name: str, body: str) -> None:
        path = self.bin / name
        path.write_text(f'#!/bin/bash\necho "{name} $*" >>{self.log}\n{body}\n')
        path.chmod(0o755)

    def run(self, line: str) -> subprocess.CompletedProcess[str]:
        script = f"set -euo pipefail; . tools/machine.sh; {line}"
        return subprocess.run(
            ["bash", "-c", script],
            cwd=ROOT,
            env={"PATH": f"{self.bin}:/usr/bin:/bin", "LANG": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self, name: str) -> list[str]:
        return [line for line in self.log.read_text().splitlines() if line.startswith(name)]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_without_rights_says_what_to_install(machine: Machine) -> None:
    done = machine.run("need_system must 虚拟环境 python3.11-venv; echo went-on")
    assert done.returncode == 2
    assert "apt-get install -y python3.11-venv" in done.stderr
    assert "went-on" not in done.stdout
    assert machine.calls("apt-get") == []


def test_what_may_be_missing_does_not_stop(machine: Machine) -> None:
    done = machine.run("need_system may 备用识别引擎 tesseract-ocr; echo went-on")
    assert done.returncode == 0
    assert "备用识别引擎" in done.stdout
    assert "sudo apt-get install -y tesseract-ocr" in done.stdout
    assert done.stdout.endswith("went-on\n")


def test_root_installs_only_what_is_missing(machine: Machine) -> None:
    machine.put("id", "echo 0")
    machine.put("dpkg-query", '[ "$3" = there ] && echo "install ok installed"')
    done = machine.run("need_system must 测试 there absent")
    assert done.returncode == 0, done.stderr
    (update, install) = machine.calls("apt-get")
    assert update.startswith("apt-get update")
    assert " install -y " in install
    assert install.endswith(" absent")
    assert machine.calls("sudo") == []


def test_sudo_is_used_where_it_asks_no_password(machine: Machine) -> None:
    machine.put("sudo", '[ "$2" = true ] || { shift 2; "$@"; }')
    done = machine.run("need_system must 测试 absent")
    assert done.returncode == 0, done.stderr
    assert all(call.startswith("sudo -n") for call in machine.calls("sudo"))
    assert machine.calls("apt-get")[-1].endswith(" absent")


def test_nothing_is_installed_where_all_is_there(machine: Machine) -> None:
    machine.put("dpkg-query", 'echo "install ok installed"')
    done = machine.run("need_system must 测试 a b")
    assert (done.returncode, done.stdout, machine.calls("apt-get")) == (0, "", [])


def test_failed_installation_shows_why(machine: Machine) -> None:
    machine.put("id", "echo 0")
    machine.put("apt-get", 'echo "E: Unable to locate package absent"; exit 100')
    done = machine.run("need_system must 测试 absent")
    assert done.returncode == 2
    assert "Unable to locate package" in done.stderr


def test_old_python_is_named(machine: Machine) -> None:
    done = machine.run("need_python; echo went-on")
    assert done.returncode == 2
    assert "需要 Python 3.11" in done.stderr
    assert "Python 3.9.2" in done.stderr


@pytest.mark.parametrize("name", PYTHONS)
def test_a_new_enough_python_is_found(machine: Machine, name: str) -> None:
    machine.put(name, NEW)
    done = machine.run('need_python; echo "$PYTHON"')
    assert done.stdout.strip() == str(machine.bin / name)
