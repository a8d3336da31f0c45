"""The examples in the docstrings hold."""

import doctest
from importlib import import_module

import pytest

MODULES = [
    "language.dates",
    "language.durations",
    "language.masks",
    "language.names",
    "language.numbers",
    "language.numerals",
    "language.words",
    "extractors.changes",
    "extractors.elements",
    "extractors.events",
    "extractors.parties",
    "extractors.periods",
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    assert doctest.testmod(import_module(name)).failed == 0


def test_there_are_examples() -> None:
    assert sum(doctest.testmod(import_module(name)).attempted for name in MODULES) > 8
