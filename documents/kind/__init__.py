"""How the records of the documentation managers' room look."""

from documents.kind.article import ArticleKind
from documents.kind.disposal import DisposalKind
from documents.kind.document import DocumentKind
from documents.kind.document_type import DocumentTypeKind

__all__ = ["ArticleKind", "DisposalKind", "DocumentKind", "DocumentTypeKind"]
