"""Files that a password locks."""

from __future__ import annotations

from io import BytesIO

from django.utils.translation import gettext as _

from records.domain.files import FileRefusedError

#: How office files begin that are locked by a password, or older than their ending says.
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
#: How PDF files begin, after a little that readers pass over.
PDF, PDF_WITHIN = b"%PDF", 1024


def require_open(content: bytes) -> None:
    """Raise FileRefusedError for what a password locks: nobody could read it once it is published."""
    is_pdf = PDF in content[:PDF_WITHIN]
    if content.startswith(OLD_OFFICE) or (is_pdf and _is_locked_pdf(content)):
        raise FileRefusedError(_("It is locked by a password, or of an old kind: save it anew without one"))


def _is_locked_pdf(content: bytes) -> bool:
    from pypdf import PdfReader  # noqa: PLC0415 - slow import
    from pypdf.errors import DependencyError, PyPdfError  # noqa: PLC0415 - slow import

    try:
        pdf = PdfReader(BytesIO(content))
        return pdf.is_encrypted and not pdf.decrypt("")
    except DependencyError:
        return True
    except (PyPdfError, ValueError, LookupError, TypeError, AttributeError, OSError, RecursionError):
        # What is broken is told by its type, not by its lock.
        return False
