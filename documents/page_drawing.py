"""Draws the pages of a PDF as pictures, in a process of its own: ``python -I page_drawing.py FOLDER``.

PDFium is written in C++ and reads what anybody sends. So it is kept apart from the database, its passwords and the
worker: what goes wrong ends this process alone. It knows nothing of Django. FOLDER holds ``file.pdf``, and takes
``1.png`` and so on; each line that is printed says how many are drawn, how many will be, and how many pages there are.
"""

from __future__ import annotations

import resource
import sys
from importlib.metadata import version
from pathlib import Path

#: Pages that are drawn, and how large at most, in pixels.
PAGES_MAX = 60
WIDE, HIGH = 900, 1300
#: What drawing may take: seconds of the processor, bytes of memory, bytes of one picture.
SECONDS, MEMORY, PICTURE_MAX = 90, 1024**3, 32 * 1024**2
#: What the process ends with where a password locks the file, and where it cannot be read.
LOCKED, BROKEN = 3, 4
#: How PDFium calls a missing password.
PASSWORD_ASKED = 4
#: By what pictures are made: those made otherwise are not held against each other.
DRAWN_WITH = f"pypdfium2 {version('pypdfium2')}, {WIDE}x{HIGH}"


def draw(folder: Path) -> int:
    """Draw the pages; returns what the process ends with."""
    import pypdfium2  # noqa: PLC0415 - slow import

    try:
        pdf = pypdfium2.PdfDocument(folder / "file.pdf")  # type: ignore[no-untyped-call]
        pdf.init_forms()  # type: ignore[no-untyped-call]
        count = len(pdf)
        for place in range(min(count, PAGES_MAX)):
            page = pdf[place]
            wide, high = page.get_size()
            scale = min(WIDE / max(wide, 1), HIGH / max(high, 1))
            page.render(scale=scale).to_pil().convert("RGB").save(folder / f"{place + 1}.png")
            page.close()
            print(place + 1, min(count, PAGES_MAX), count, flush=True)  # noqa: T201 - read by who began the process
    except pypdfium2.PdfiumError as error:
        return LOCKED if getattr(error, "err_code", None) == PASSWORD_ASKED else BROKEN
    except (ValueError, OSError, MemoryError):
        return BROKEN
    return 0


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (PICTURE_MAX, PICTURE_MAX))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit()
    sys.exit(draw(Path(sys.argv[1])))
