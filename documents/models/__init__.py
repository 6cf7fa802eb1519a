"""What the documentation managers keep."""

from documents.models.document import Document, NamedApprover
from documents.models.importing import Import, ImportLine
from documents.models.reading import Audience, Reading
from documents.models.version import MARKDOWN, Remark, Signature, Version

__all__ = [
    "MARKDOWN",
    "Audience",
    "Document",
    "Import",
    "ImportLine",
    "NamedApprover",
    "Reading",
    "Remark",
    "Signature",
    "Version",
]
