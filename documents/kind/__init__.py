"""How the records of the documentation managers' room look."""

from documents.kind.article import ArticleKind
from documents.kind.document import DocumentKind

__all__ = ["ArticleKind", "DocumentKind"]
