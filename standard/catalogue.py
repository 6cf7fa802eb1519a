"""The catalogue as it is shipped: read from the data files once a process."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"


@cache
def read(name: str) -> dict[str, Any]:
    """The content of a data file, such as "clauses" or "roles"."""
    content: dict[str, Any] = yaml.load((DATA / f"{name}.yaml").read_text(), Loader=yaml.CSafeLoader)
    return content


@cache
def clauses() -> dict[str, dict[str, Any]]:
    """Every clause by number, headings left out."""
    return {clause["number"]: clause for clause in read("clauses")["clauses"]}


def role_label(key: str) -> str:
    """The name of a role."""
    label: str = read("roles")["roles"][key]["label"]
    return label


@cache
def fingerprint() -> str:
    """A hash of what the tables are loaded from (SHA-256, hex)."""
    parts = [(DATA / f"{name}.yaml").read_bytes() for name in ("edition", "clauses")]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def sort_key(number: str) -> str:
    """Numbers in their order as text: 8.10 after 8.9."""
    return ".".join(f"{int(part):03d}" for part in number.split("."))
