"""No view reaches a version of a record but through `visible_to`."""

import ast

import pytest
from sqlalchemy import inspect

from network.config import PROJECT_FOLDER
from network.models import Base, Revision

NETWORK = PROJECT_FOLDER / "network"
LAYERS = ("views", "presenters", "web")
MODULES = sorted(path for layer in LAYERS for path in (NETWORK / layer).rglob("*.py"))
# What leads to versions that nobody was asked about. Verbs read on their own account: a view gives
# them the number or the key of what it loaded through `visible_to`.
VERBS = {
    "network.changes.drafts": {"sources_along", "to_write"},
    "network.changes.import_rows": {"batch_to_write"},
    "network.changes.propose": {"propose", "propose_removal"},
    "network.changes.publish": {"latest_revision"},
    "network.changes.remove": {"remove"},
    "network.changes.review": {"approve", "proposals", "with_needed"},
}
# Times and counts of what is public; no version and no name.
FIGURES = {
    "network.queries.accounts": {"forum_slugs"},
    "network.queries.downloads": {"latest_change", "versions"},
    "network.queries.imports": {"revision_marks"},
    "network.queries.revisions": {"publications"},
}
ALLOWED = {
    module: VERBS.get(module, set()) | FIGURES.get(module, set()) for module in VERBS | FIGURES
}
# Whose modules are not taken whole.
WHOLE = ("network.queries", "network.changes")
# What narrows a select that is seen already.
NARROWING = {"where", "order_by"}


def ways_round(text):
    """What in the text of a view leads to a version past `visible_to`, each in a line."""
    tree = ast.parse(text)
    fine = set(_fine(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from _imports(node)
        elif isinstance(node, ast.Import):
            names = [name.name for name in node.names]
            yield from (name for name in names if name.startswith(("network.", "sqlalchemy")))
        elif isinstance(node, ast.Name) and node.id == "Revision" and id(node) not in fine:
            yield f"line {node.lineno}: Revision"


def _imports(node):
    names, module = {name.name for name in node.names}, node.module or ""
    if any(name.name in ("Revision", "visible_to") and name.asname for name in node.names):
        yield "another name for Revision or visible_to"
    whole = {"models", "queries", "changes"} & names if module == "network" else module in WHOLE
    if whole or "*" in names or (module == "sqlalchemy" and "text" in names):
        yield f"{module}: {sorted(names)}"
    if "Revision" in names and module != "network.models":
        yield f"{module}: Revision"
    for name in sorted(names & _reading(module) - ALLOWED.get(module, set())):
        yield f"{module}: {name}"


def _fine(tree):
    """The places where `Revision` reads nothing: types, new ones, conditions on what is seen."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            yield from map(id, ast.walk(node.annotation))
        elif isinstance(node, ast.FunctionDef) and node.returns:
            yield from map(id, ast.walk(node.returns))
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            if node.func.id == "Revision":
                yield id(node.func)
            elif node.func.id == "isinstance":
                yield from map(id, node.args)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in NARROWING:
            yield from _columns(node)


def _columns(call):
    for argument in call.args:
        for node in ast.walk(argument):
            if isinstance(node, ast.Attribute) and not isinstance(node.ctx, ast.Store):
                yield id(node.value)


def _reading(module):
    """The functions of a module that read versions without being given a select of seen ones."""
    layer = module.removeprefix("network.").partition(".")[0]
    path = NETWORK / (module.removeprefix("network.").replace(".", "/") + ".py")
    if layer not in ("queries", "changes") or not path.exists():
        return set()
    functions = [
        node
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    ]
    if layer == "changes":
        return {node.name for node in functions if "Revision" in _names(node.returns)}
    return {
        node.name for node in functions if "Revision" in _names(node) and not _is_given_seen(node)
    }


def _is_given_seen(function):
    first = function.args.args[0].annotation if function.args.args else None
    return first is not None and ast.unparse(first) == "Select[Revision]"


def _names(node):
    return {found.id for found in ast.walk(node) if isinstance(found, ast.Name)} if node else set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(NETWORK)))
def test_a_view_reaches_a_version_only_through_visible_to(path):
    assert list(ways_round(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    "text",
    [
        "from network.models import Revision\nfound = reading().get(Revision, 7)",
        "from network.models import Revision\nfound = reading().scalars(select(Revision))",
        "from network.models import Revision\nfound = select(Revision.snapshot)",
        "from network.models import Revision\nfound = aliased(Revision)",
        "from network.models import Revision\nModel = Revision",
        "from network.models import Revision as Version",
        "from network.models.revision import Revision",
        "from network import models",
        "import network.models",
        "from network.models import *",
        "from network.queries.revisions import standing",
        "from network.queries.revisions import published_of",
        "from network.queries import revisions",
        "from network.changes.publish import latest_revisions",
        "from sqlalchemy import text",
    ],
)
def test_each_way_round_would_be_noticed(text):
    assert list(ways_round(text))


def test_conditions_types_and_new_versions_are_no_way_round():
    text = (
        "from network.access import visible_to\n"
        "from network.models import Revision\n"
        "from network.queries.seen import standing_versions\n"
        "def one(account: Account, entry: Revision) -> list[Revision]:\n"
        "    new = Revision(state='draft')\n"
        "    return standing_versions(visible_to(account)).where(Revision.id == entry.id)\n"
    )
    assert list(ways_round(text)) == []


def test_every_exception_is_still_used():
    used = {
        (node.module, name.name)
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom)
        for name in node.names
    }
    listed = {(module, name) for module, names in ALLOWED.items() for name in names}
    assert listed <= used
    assert all(name in _reading(module) for module, name in listed)


def test_no_record_leads_to_versions():
    leading = [
        f"{mapper.class_.__name__}.{link.key}"
        for mapper in inspect(Revision).registry.mappers
        for link in mapper.relationships
        if link.mapper.class_ is Revision
    ]
    assert leading == []
    assert Base.metadata.tables["revision"] is Revision.__table__
