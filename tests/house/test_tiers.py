"""The house stands: tiers, layers, sizes, names."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db.migrations.loader import MigrationLoader

from records.models import Record
from tests.house.exceptions import LONG_FILES, RAW_QUERIES

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
LAYERS = [[part.strip() for part in layer.split("|")] for layer in CONTRACT["contracts"][0]["layers"]]
#: Room to height; the frame is 0.
HEIGHT = {part.strip("()"): len(LAYERS) - place for place, layer in enumerate(LAYERS) for part in layer}
ROOMS = sorted({path.parent.name for path in ROOT.glob("*/apps.py")} | {"smsapp"})
SOURCES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "migrations" not in path.parts)
GUIDES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "docs" / "architecture.md"]
TEMPLATES = sorted((ROOT / "templates").rglob("*.*"))


def is_below(lower: str, upper: str) -> bool:
    return lower == upper or HEIGHT[lower] < HEIGHT[upper]


def test_the_contract_the_folders_and_the_root_packages_are_the_same_set():
    built = sorted(part for layer in LAYERS for part in layer if not part.startswith("("))
    assert built == ROOMS == sorted(CONTRACT["root_packages"])


def test_every_room_stands_in_the_map_of_the_readme():
    page = (ROOT / "README.md").read_text()
    rows = re.findall(r"^\| [\w ]+ \| ([^|]+) \|", page[page.index("## The map") :], re.MULTILINE)
    assert sorted(re.findall(r"`(\w+)/`", " ".join(rows))) == ROOMS


def test_what_the_guides_name_is_there():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()  # noqa: S607
    named = re.findall(r"`([\w/.-]+/[\w/.-]*\.(?:py|md|json|html|toml))`", "".join(page.read_text() for page in GUIDES))
    assert len(named) > 5
    assert [name for name in named if name not in listed and not (ROOT / name).exists()] == []


def test_no_contract_is_loosened():
    assert [set(contract) for contract in CONTRACT["contracts"]] == [{"name", "type", "layers"}]


def test_foreign_keys_point_down():
    upward = [
        (model._meta.label, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        if model._meta.app_label in HEIGHT and field.related_model._meta.app_label in HEIGHT
        if not is_below(field.related_model._meta.app_label, model._meta.app_label)
    ]
    assert upward == []


def test_migrations_depend_downwards():
    upward = [
        (key, parent)
        for key, migration in MigrationLoader(None, ignore_no_migrations=True).disk_migrations.items()
        for parent in migration.dependencies
        if key[0] in HEIGHT and parent[0] in HEIGHT and not is_below(parent[0], key[0])
    ]
    assert upward == []


@pytest.mark.parametrize("pattern", [r'{%\s*(?:extends|include)\s+"(\w+)/', r"""{%\s*url\s+["'](\w+):"""])
def test_templates_reach_downwards(pattern):
    upward = [
        (str(path.relative_to(ROOT)), room)
        for path in TEMPLATES
        for room in re.findall(pattern, path.read_text())
        if path.parent.name != "templates" and path.relative_to(ROOT / "templates").parts[0] in HEIGHT
        if room in HEIGHT and not is_below(room, path.relative_to(ROOT / "templates").parts[0])
    ]
    # The frame's account menu names the two pages that every person has.
    assert [found for found in upward if found != ("templates/shell/page.html", "people")] == []


#: Inside a room: leaf, models, domain, interfaces, views, addresses, declarations, start-up.
INNER = {
    "enums": 0, "rules": 0, "kinds": 0, "validators": 0, "tasks": 0, "guard": 0, "origin": 0, "access": 0, "catalogue": 0,
    "registry": 0, "transitions": 0, "kept": 0, "roles": 0, "contents": 0, "media_types": 0, "texts": 0, "required": 0, "starters": 0, "hours": 0, "images": 1,
    "clock": 0, "page_drawing": 0, "models": 1, "triggers": 1, "html": 1,
    "page_difference": 2, "choosing": 2, "figures": 2,
    "domain": 2, "queries": 2, "overview": 2, "history": 2, "counts": 2, "labels": 2, "calendar": 2, "holders": 2, "deeds": 2, "navigation": 2, "progress": 2, "search": 2, "watch": 2, "notices": 2,
    "forms": 3, "kind": 3, "display": 3, "listing": 3, "cursor": 3, "exporters": 3, "table": 3, "conflict": 3, "words": 3, "panels": 3, "conditions": 3, "pictures": 3, "review_filter": 3, "shown": 3,
    "importing": 3, "measures": 3, "clock_picture": 3, "calendar_picture": 3, "cards": 3, "ical": 0, "report_forms": 3, "report_panels": 3, "saved_lists": 3, "in_bulk": 3, "one_field": 3, "beside": 3, "reminders": 3, "top_bar": 3,
    "kept_forms": 3, "matrix": 3, "paper": 3, "mail_backend": 3, "middleware": 3, "adapter": 3, "context": 3,
    "review_inputs": 3, "charts": 3, "decisions": 3, "to_decide": 3,
    "views": 4, "templatetags": 4, "errors": 4, "health": 4,
    "urls": 5, "account_urls": 5, "register": 6, "checks": 6, "apps": 7, "management": 7,
}  # fmt: skip


def inner(module: str) -> int | None:
    return INNER.get(module.split(".")[1]) if module.count(".") else None


def imported(node: ast.ImportFrom) -> list[str]:
    """The modules an import may reach: ``from records import guard`` is of ``records.guard``."""
    module = node.module or ""
    return [module] if "." in module else [f"{module}.{alias.name}" for alias in node.names]


def test_every_module_of_a_room_has_its_layer():
    rooms = [path for path in SOURCES if path.relative_to(ROOT).parts[0] != "smsapp" and path.name != "__init__.py"]
    strange = {
        str(path.relative_to(ROOT)) for path in rooms if path.relative_to(ROOT).with_suffix("").parts[1] not in INNER
    }
    strange |= {str(p.parent.relative_to(ROOT)) for p in SOURCES if p.parent.parent.parent == ROOT and p.name == "__init__.py"
                and p.parent.parent.name != "smsapp" and p.parent.name not in INNER}  # fmt: skip
    hint = "say in INNER above which layer it is of, or call it by the name of the layer it belongs to"
    assert strange == set(), hint


def test_layers_inside_a_room_import_downwards():
    upward = []
    for path in SOURCES:
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == module.split(".")[0]:
                for found in imported(node):
                    here, there = inner(module), inner(found)
                    if here is not None and there is not None and there > here:
                        upward.append((module, found))
    assert upward == []


def lengths() -> dict[str, int]:
    return {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in [*SOURCES, *TEMPLATES]}


def test_files_stay_short():
    limits = {name: 130 if name.startswith("templates") else 400 for name in lengths()}
    assert sorted(name for name, count in lengths().items() if count > limits[name]) == sorted(LONG_FILES)


def test_functions_and_classes_stay_short():
    functions, long = [], []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                count = node.end_lineno - node.lineno + 1
                limit = 60 if isinstance(node, ast.FunctionDef) else 300
                if isinstance(node, ast.FunctionDef):
                    functions.append(count)
                if count > limit:
                    long.append((str(path.relative_to(ROOT)), node.name, count))
    functions.sort()
    assert long == []
    assert functions[len(functions) // 2] <= 8
    assert functions[len(functions) * 9 // 10] <= 30


REASONS = {"leaf", "app ready", "circular import", "optional dependency", "slow import"}


def test_inline_imports_say_why():
    silent = []
    for path in [*SOURCES, ROOT / "manage.py"]:
        lines = path.read_text().splitlines()
        for node in ast.walk(ast.parse("\n".join(lines))):
            if (
                isinstance(node, ast.Import | ast.ImportFrom)
                and node.col_offset
                and "TYPE_CHECKING" not in "".join(lines[max(node.lineno - 12, 0) : node.lineno])
            ):
                reason = re.search(r"# noqa: PLC0415 - (.+)$", lines[node.lineno - 1])
                if not reason or reason[1] not in REASONS:
                    silent.append((str(path.relative_to(ROOT)), node.lineno))
    assert silent == []


def test_public_functions_and_classes_say_what_they_do():
    silent = []
    for path in SOURCES:
        tree = ast.parse(path.read_text())
        for node in tree.body:
            is_public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
            if is_public and not ast.get_docstring(node):
                silent.append((str(path.relative_to(ROOT)), node.name))
    assert silent == []


def test_nothing_is_called_by_a_name_that_says_nothing():
    empty = {"utils", "util", "helpers", "common", "misc"}
    assert [str(path) for path in [*SOURCES, *TEMPLATES] if empty & {part.split(".")[0] for part in path.parts}] == []


def test_records_are_asked_for_by_way_of_visibility():
    names = "|".join(model.__name__ for model in apps.get_models() if issubclass(model, Record))
    raw_query = re.compile(rf"\b({names}|model|kind|cls)\b(\(\w+\))?\.(_default_manager|objects)\.(?!visible_to)")
    raw = set()
    for path in SOURCES:
        parts = path.relative_to(ROOT).with_suffix("").parts
        if not {"domain", "models", "access"} & set(parts) and raw_query.search(path.read_text()):
            raw.add(str(path.relative_to(ROOT)))
    assert raw == set(RAW_QUERIES)


def test_only_the_domain_writes():
    writing = re.compile(r"\.(update|bulk_create|bulk_update|delete|save|create|get_or_create|update_or_create)\(")
    outside = []
    for path in SOURCES:
        parts = path.relative_to(ROOT).parts
        if not (
            {"views", "templatetags", "kind"} & set(parts)
            or path.stem in {"views", "kind", "register", "home", "forms"}
        ):
            continue
        outside += [
            (str(path.relative_to(ROOT)), number)
            for number, line in enumerate(path.read_text().splitlines(), 1)
            if writing.search(line) and "self.kind.create" not in line
        ]
    assert outside == []


def test_templates_hold_no_inline_style_or_script():
    inline = re.compile(r'\sstyle="|<script(?![^>]*\ssrc=)|\son\w+="|hx-on|javascript:|<style')
    assert [str(path) for path in TEMPLATES if inline.search(path.read_text())] == []


def test_what_is_committed_names_no_registry_and_no_machine():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607
    foreign = re.compile(r"files\.pythonhosted|pypi\.org|registry\.npmjs|(?<![\w.])/(?:root|home|work)/")
    guilty = []
    for name in listed.stdout.split():
        path = ROOT / name
        if path.suffix in {".png", ".woff2"} or name == "tests/house/test_tiers.py" or not path.exists():
            continue
        if foreign.search(path.read_text(errors="replace")):
            guilty.append(name)
    assert guilty == []
