"""The rules of the house that no one should have to remember."""

import ast
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from network.access.gate import GUARDED, OPEN
from network.config import PROJECT_FOLDER, TEMPLATE_FOLDER

MODULES = sorted((PROJECT_FOLDER / "network").rglob("*.py"))
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers", "tools"}
KEBAB = re.compile(r"(/|[a-z0-9-]+|<[a-z_]+(\([^)]*\))?(:[a-z_]+)?>|\.)*")
LONGEST_MODULE = 330
# What libraries ask for by its name.
ASKED_FOR = {
    *("cache_ok", "process_bind_param", "process_result_value"),
    *("_template", "default_css", "default_js"),
    *("redirect_request", "regex", "validate_countries"),
}
DESK = "/<language:language>/desk/"
# What is there before one is signed in.
OPEN_PATHS = {"sign-in", "second-factor", "forgotten", "tickets", "tickets/use"}


def rules(app):
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def test_every_path_is_in_kebab_case(app):
    for rule in rules(app):
        assert KEBAB.fullmatch(rule.rule), rule.rule


def test_every_page_is_only_read_but_for_those_of_the_desk(app):
    for rule in rules(app):
        if not rule.rule.startswith(DESK):
            assert rule.methods <= {"GET", "HEAD", "OPTIONS"}, rule.rule
        assert rule.methods <= {"GET", "HEAD", "OPTIONS", "POST"}, rule.rule


def test_every_page_of_the_desk_says_who_may_come_in_and_no_other_asks(app):
    opened = set()
    for rule in rules(app):
        view = app.view_functions[rule.endpoint]
        known = view in GUARDED or view in OPEN
        assert known == rule.rule.startswith(DESK), rule.rule
        assert not (view in GUARDED and view in OPEN), rule.rule
        if view in OPEN:
            opened.add(rule.rule.removeprefix(DESK))
    assert opened == OPEN_PATHS


def test_every_page_of_a_visitor_has_a_language_in_its_address(app):
    without = {
        rule.rule for rule in rules(app) if not rule.rule.startswith("/<language:language>/")
    }
    assert {"/", "/cube.json"} <= without
    # Addresses for programs name the language in their query: one address serves all of them.
    pages = {path for path in without if not path.startswith(("/api/v1/", "/ogc/"))}
    assert all(path in ("/", "/oembed") or "." in path for path in pages), pages


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PROJECT_FOLDER)))
def test_every_module_is_short_opens_with_its_job_and_is_named_for_what_it_knows(path):
    text = path.read_text(encoding="utf-8")
    assert path.stem not in VAGUE
    if path.parent.name != "versions":
        assert len(text.splitlines()) <= LONGEST_MODULE
        assert text.startswith('"""')
        assert "patch" not in path.stem


def test_modules_import_only_from_lower_floors():
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    result = subprocess.run(
        command, cwd=PROJECT_FOLDER, capture_output=True, text=True, timeout=120, check=False
    )
    assert result.returncode == 0, result.stdout


def test_every_template_compiles(app):
    names = [path.relative_to(TEMPLATE_FOLDER).as_posix() for path in TEMPLATE_FOLDER.rglob("*.*")]
    assert names
    for name in names:
        app.jinja_env.get_template(name)


def test_no_template_marks_a_text_as_safe():
    for path in TEMPLATE_FOLDER.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "|safe" not in text.replace(" ", ""), path
        assert "autoescape" not in text, path


def test_nothing_is_written_beside_the_code(app, small, client):
    client.get("/en/")
    assert not list((PROJECT_FOLDER / "network").rglob("*.mo"))
    assert not list((PROJECT_FOLDER / "data").rglob("*.sqlite"))


def test_tests_replace_nothing():
    for path in (PROJECT_FOLDER / "tests").rglob("test_*.py"):
        text = path.read_text(encoding="utf-8")
        for word in ("monkey" + "patch", "unittest." + "mock", "Magic" + "Mock"):
            assert word not in text, path


def defined(tree):
    """The names that a module gives to functions, classes, constants and attributes of classes.

    What a decorator hands on is used by that; members of an enumeration are words of the data.
    """
    nodes = list(ast.walk(tree))
    members = [part for node in nodes if is_enumeration(node) for part in node.body]
    for node in nodes:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not handed_on(node):
            yield node.name
        targets = getattr(node, "targets", [getattr(node, "target", None)])
        if isinstance(node, ast.Assign | ast.AnnAssign) and node not in members:
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def is_enumeration(node):
    return isinstance(node, ast.ClassDef) and ast.unparse(node).startswith(
        (f"class {node.name}(Word)", f"class {node.name}(StrEnum)")
    )


def handed_on(node):
    kept = {"property", "cached_property", "cache", "staticmethod", "classmethod", "contextmanager"}
    return any(ast.unparse(decorator) not in kept for decorator in node.decorator_list)


def test_no_name_is_there_that_nobody_uses():
    words, names = Counter(), set()
    readers = [*MODULES, PROJECT_FOLDER / "app.py", *(PROJECT_FOLDER / "data").rglob("*.py")]
    for path in [*readers, *TEMPLATE_FOLDER.rglob("*.*")]:
        words.update(re.findall(r"\w+", path.read_text(encoding="utf-8")))
    for path in MODULES:
        if path.parent.name != "versions":
            names |= set(defined(ast.parse(path.read_text(encoding="utf-8"))))
    unused = {name for name in names if words[name] == 1 and not name.startswith("__")}
    assert unused == ASKED_FOR
