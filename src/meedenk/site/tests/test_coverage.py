"""What docs/coverage.md says of each demand can be looked up."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

MEEDENK = Path(__file__).resolve().parents[2]
COVERAGE = MEEDENK.parents[1] / "docs" / "coverage.md"
ROW = re.compile(r"^\| (S\d+) \| (.+) \| (.+) \|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")


def rows() -> list[tuple[str, str, str]]:
    return ROW.findall(COVERAGE.read_text(encoding="utf-8"))


@cache
def functions_of(file: str) -> set[str]:
    tree = ast.parse((MEEDENK / file).read_text(encoding="utf-8"))
    return {each.name for each in ast.walk(tree) if isinstance(each, ast.FunctionDef)}


def kind(where: str) -> str:
    return where if where == "not yet" else "partly" if where.startswith("partly: ") else "met"


def test_each_demand_has_one_row_in_order() -> None:
    assert [demand for demand, _where, _test in rows()] == [f"S{number}" for number in range(1, 141)]


def test_every_test_that_is_named_exists() -> None:
    named = [(demand, file, name) for demand, _where, test in rows() for file, name in NAMED.findall(test)]
    gone = [each for each in named if not (MEEDENK / each[1]).exists() or each[2] not in functions_of(each[1])]
    assert named
    assert not gone


def test_what_is_met_or_partly_met_names_a_test_and_what_is_not_names_none() -> None:
    wrong = [demand for demand, where, test in rows() if bool(NAMED.search(test)) == (kind(where) == "not yet")]
    assert not wrong


def test_the_counts_above_the_table_are_those_of_the_table() -> None:
    counted = Counter(kind(where) for _demand, where, _test in rows())
    assert f"| {counted['met']} | {counted['partly']} | {counted['not yet']} |" in COVERAGE.read_text(encoding="utf-8")


def test_every_operation_that_is_named_exists() -> None:
    operations = re.findall(r"`((?:\w+\.)+operations(?:\.\w+)+)`", COVERAGE.read_text(encoding="utf-8"))
    assert operations
    for path in operations:
        *module, function = path.split(".")
        assert function in functions_of("/".join(module) + ".py"), path
