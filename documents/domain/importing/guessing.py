"""Which type of document a file is, from its front matter, its name, its folder or its title."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from documents.enums import Type

#: Words for a type: in the front matter, before the first underscore of a name, of a folder, at the end of a title.
WORDS: dict[str, Type] = {
    "policy": Type.POLICY,
    "plan": Type.PLAN,
    "procedure": Type.PROCEDURE,
    "process": Type.PROCESS,
    "narrative": Type.PROCESS,
    "instruction": Type.INSTRUCTION,
    "template": Type.TEMPLATE,
    "form": Type.TEMPLATE,
    "agreement": Type.AGREEMENT,
    "sla": Type.AGREEMENT,
    "statement": Type.STATEMENT,
    "register": Type.STATEMENT,
    "external": Type.EXTERNAL,
}
PLURALS = {"policies": "policy", "processes": "process", "slas": "sla"}


def guess_type(path: str, *, said: str = "", title: str = "", within: str = "") -> Type:
    """The type of the file at ``path``: what its author ``said`` goes before its name, its folders and its title.

    ``within`` is the name of the archive or folder that all files came in. What says nothing is a procedure.
    """
    if said in Type.values:
        return Type(said)
    place = PurePosixPath(path)
    folders = [*place.parent.parts, PurePosixPath(within).stem]
    words = [said, re.split(r"[_\- ]", place.stem)[0], *_nearest_first(folders), *reversed(title.split())]
    found = (WORDS.get(_singular(word)) for word in words)
    return next((kind for kind in found if kind), Type.PROCEDURE)


def _nearest_first(folders: list[str]) -> list[str]:
    *outer, archive = folders
    return [*reversed(outer), archive]


def _singular(word: str) -> str:
    plain = word.lower().strip(".,:;()")
    return PLURALS.get(plain, plain.removesuffix("s") if plain.removesuffix("s") in WORDS else plain)
