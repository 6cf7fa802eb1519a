"""Files with pages, made by hand: a line of words a page."""

from __future__ import annotations

from io import BytesIO


def pdf_of(*pages: str) -> bytes:
    """A PDF with a line a page, always the same bytes for the same lines."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{4 + 2 * n} 0 R' for n in range(len(pages)))}] >>".encode(),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for place, words in enumerate(pages):
        drawn = f"BT /F1 24 Tf 72 720 Td ({words}) Tj ET".encode()
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {5 + 2 * place} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>".encode(),
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn),
        ]
    return _written(objects)


def _written(objects: list[bytes]) -> bytes:
    content, places = BytesIO(b"%PDF-1.4\n"), []
    content.seek(0, 2)
    for number, each in enumerate(objects, 1):
        places.append(content.tell())
        content.write(b"%d 0 obj\n%s\nendobj\n" % (number, each))
    table = content.tell()
    content.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    content.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    content.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table))
    return content.getvalue()
