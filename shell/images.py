"""Images that people bring: whether they are whole, and made anew as paper can print them."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from shell.contents import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

#: What Pillow calls the formats that are taken; it tries no others.
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/webp": "WEBP"}
PRINTED = ("image/png", "image/jpeg")
#: Pixels from which an image is not unpacked, whatever its file weighs.
PIXELS_MAX = 12_000_000
#: Values of a grey of 16 bits to one of 8.
FROM_16_BITS = 256
PAPER = "white"
QUALITY = 92


class ImageRefusedError(ValueError):
    """An image that is not taken; the message says why and what to do."""


class UnreadableImageError(ImageRefusedError):
    """What is no image of the formats asked for, or one that is cut short or broken."""


@dataclass(frozen=True)
class Picture:
    """An image made anew."""

    content: bytes
    media_type: str


def is_whole(content: bytes, media_type: str) -> bool:
    """Whether a content is an image of this type, looked through without unpacking it."""
    try:
        with _opened(content, [FORMATS[media_type]]) as image:
            image.verify()
    except ImageRefusedError:
        return False
    return True


def for_print(content: bytes, *, width: int, height: int) -> Picture:
    """A PNG or JPEG made anew: no larger than so many pixels, in RGB, on white, with nothing beside its pixels.

    Of one that moves, its first picture. Raises UnreadableImageError, and ImageRefusedError beyond PIXELS_MAX.
    """
    with _opened(content, [FORMATS[each] for each in PRINTED]) as image:
        _require_pixels(image)
        image.load()
        upright, is_png = ImageOps.exif_transpose(image), image.format == "PNG"
    made = _in_rgb(upright)
    made.thumbnail((width, height), Image.Resampling.LANCZOS)
    return _packed(made, "image/png" if is_png else "image/jpeg")


@contextmanager
def _opened(content: bytes, formats: Iterable[str]) -> Iterator[Image.Image]:
    """The image, of which only the head is read; whatever reading it raises is UnreadableImageError."""
    try:
        with Image.open(BytesIO(content), formats=list(formats)) as image:
            yield image
    except ImageRefusedError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_pixels() from error
    except (*UNREADABLE, SyntaxError) as error:
        message = _("This is no image that can be read, or it is damaged: save it anew as PNG or JPEG and choose that")
        raise UnreadableImageError(message) from error


def _require_pixels(image: Image.Image) -> None:
    if image.width * image.height > PIXELS_MAX:
        raise _too_many_pixels()


def _too_many_pixels() -> ImageRefusedError:
    message = _("The image has more than %(n)d million pixels: make it smaller and choose that")
    return ImageRefusedError(message % {"n": PIXELS_MAX // 1_000_000})


def _in_rgb(image: Image.Image) -> Image.Image:
    """Colours as screens show them, on white where one can see through."""
    profile = image.info.get("icc_profile")
    if image.mode.startswith("I"):
        image = _in_8_bits(image)
    if image.has_transparency_data:
        sheet = Image.new("RGBA", image.size, PAPER)
        sheet.alpha_composite(image.convert("RGBA"))
        image = sheet.convert("RGB")
    return _by_profile(image, profile) if profile else image.convert("RGB")


def _in_8_bits(image: Image.Image) -> Image.Image:
    """A grey of 16 bits: Pillow would cut its values off instead of dividing them."""
    made = image.point(lambda value: value * (1 / FROM_16_BITS)).convert("L")
    if "transparency" in image.info:
        made.info["transparency"] = image.info["transparency"] // FROM_16_BITS
    return made


def _by_profile(image: Image.Image, profile: bytes) -> Image.Image:
    """By the profile that came with it, as of printers' colours; by its mere values where the profile is no good."""
    try:
        known = ImageCms.ImageCmsProfile(BytesIO(profile))
        made = ImageCms.profileToProfile(image, known, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image.convert("RGB")
    return made or image


def _packed(image: Image.Image, media_type: str) -> Picture:
    """Without what it remembers of where it came from: comments, places, profiles."""
    image.info.clear()
    content = BytesIO()
    image.save(
        content, FORMATS[media_type], optimize=True, **({} if media_type == "image/png" else {"quality": QUALITY})
    )
    return Picture(content.getvalue(), media_type)
