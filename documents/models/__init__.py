"""What the documentation managers keep."""

from documents.models.article import Article, Opinion, Use, UseCount
from documents.models.disposal import Disposal, DisposalLine
from documents.models.document import Document, NamedApprover
from documents.models.document_type import DocumentType
from documents.models.importing import Import, ImportLine
from documents.models.pages import Pages
from documents.models.question import Question
from documents.models.reading import Audience, Reading
from documents.models.version import MARKDOWN, Remark, Signature, Version

__all__ = [
    "MARKDOWN",
    "Article",
    "Audience",
    "Disposal",
    "DisposalLine",
    "Document",
    "DocumentType",
    "Import",
    "ImportLine",
    "NamedApprover",
    "Opinion",
    "Pages",
    "Question",
    "Reading",
    "Remark",
    "Signature",
    "Use",
    "UseCount",
    "Version",
]
