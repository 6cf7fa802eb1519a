"""The logo of the demo organisation: an N folded from a ribbon."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw

from people.domain.installation import LOGO_HEIGHT, put_logo
from shell.images import for_print

#: Drawn so much larger, since Pillow draws edges without smoothing them.
FINER = 4
SIDE = 26
DARK, LIGHT = "#12384a", "#4f97ad"
#: Corners on a square of SIDE: the stroke behind, then the two before it.
SHAPES = (
    (LIGHT, ((0, 0), (8, 0), (26, 26), (18, 26))),
    (DARK, ((0, 0), (8, 0), (8, 26), (0, 26))),
    (DARK, ((18, 0), (26, 0), (26, 26), (18, 26))),
)


def make_logo() -> None:
    """Keep it as the installation's."""
    scale = LOGO_HEIGHT * FINER / SIDE
    image = Image.new("RGB", (LOGO_HEIGHT * FINER, LOGO_HEIGHT * FINER), "white")
    pen = ImageDraw.Draw(image)
    for colour, corners in SHAPES:
        pen.polygon([(x * scale, y * scale) for x, y in corners], fill=colour)
    content = BytesIO()
    image.save(content, "PNG")
    put_logo(for_print(content.getvalue(), width=LOGO_HEIGHT, height=LOGO_HEIGHT))
