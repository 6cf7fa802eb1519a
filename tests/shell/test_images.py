"""Images that people bring: made anew for paper, or refused with words that say what to do."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from shell.images import PIXELS_MAX, ImageRefusedError, UnreadableImageError, for_print, is_whole

SIZE = {"width": 1200, "height": 600}
DAMAGED = "no image that can be read"
TOO_MANY = "more than 12 million pixels"


def packed(image, kind="PNG", **about):
    content = BytesIO()
    image.save(content, kind, **about)
    return content.getvalue()


def made(image, kind="PNG", **about):
    """What is made of an image, opened, with its media type."""
    picture = for_print(packed(image, kind, **about), **SIZE)
    return Image.open(BytesIO(picture.content)), picture.media_type


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(side):
    """A PNG of so many pixels in few bytes."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    lines = zlib.compress(b"\0" * ((side // 8 + 1) * 100), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def test_what_one_can_see_through_is_white():
    image, kind = made(Image.new("RGBA", (4, 4), (255, 0, 0, 0)))
    assert (image.mode, image.getpixel((0, 0)), kind) == ("RGB", (255, 255, 255), "image/png")
    half, _kind = made(Image.new("RGBA", (4, 4), (255, 0, 0, 128)))
    assert half.getpixel((0, 0)) == (255, 127, 127)


def test_colours_of_a_palette_are_shown_and_its_transparent_one_is_white():
    image = Image.new("P", (2, 1))
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.putpixel((1, 0), 1)
    shown, _kind = made(image, transparency=0)
    assert (shown.mode, shown.getpixel((0, 0)), shown.getpixel((1, 0))) == ("RGB", (255, 255, 255), (0, 0, 255))


@pytest.mark.parametrize(("value", "grey"), [(0, 0), (40000, 156), (65535, 255)])
def test_a_grey_of_sixteen_bits_stays_as_light_as_it_is(value, grey):
    image, _kind = made(Image.new("I;16", (4, 4), value))
    assert image.getpixel((0, 0)) == (grey, grey, grey)


def test_the_transparent_grey_of_sixteen_bits_is_white():
    image, _kind = made(Image.new("I;16", (4, 4), 40000), transparency=40000)
    assert image.getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "RGB"])
def test_other_kinds_of_png_become_rgb(mode):
    image, kind = made(Image.new(mode, (4, 4)))
    assert (image.mode, kind) == ("RGB", "image/png")


def test_colours_of_printers_become_those_of_screens():
    image, kind = made(Image.new("CMYK", (16, 16), (255, 0, 0, 0)), "JPEG")
    assert (image.mode, kind) == ("RGB", "image/jpeg")
    red, green, blue = image.getpixel((8, 8))
    assert (red < 20, green > 200, blue > 200) == (True, True, True)


def test_a_profile_is_gone_by_and_not_kept():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for profile in (srgb, lab, b"no profile"):
        image, _kind = made(Image.new("RGB", (4, 4), (10, 200, 30)), icc_profile=profile)
        assert (image.getpixel((0, 0)), "icc_profile" in image.info) == ((10, 200, 30), False)


def test_nothing_is_kept_of_where_it_came_from():
    told, place = PngImagePlugin.PngInfo(), Image.Exif()
    told.add_text("Author", "Secret Sam")
    place[0x010F] = "Secret camera"
    for content in (
        packed(Image.new("RGB", (9, 9)), pnginfo=told, exif=place, dpi=(300, 300)),
        packed(Image.new("RGB", (9, 9)), "JPEG", comment="Secret remark", exif=place),
    ):
        assert b"Secret" in content
        assert b"Secret" not in for_print(content, **SIZE).content


def test_a_photograph_stands_upright():
    turned = Image.Exif()
    turned[0x0112] = 6
    image, _kind = made(Image.new("RGB", (40, 10)), "JPEG", exif=turned)
    assert image.size == (10, 40)


@pytest.mark.parametrize(
    ("size", "kept"),
    [((2400, 600), (1200, 300)), ((600, 2400), (150, 600)), ((80, 40), (80, 40)), ((9000, 1), (1200, 1))],
)
def test_it_is_made_smaller_and_never_larger(size, kept):
    assert made(Image.new("RGB", size))[0].size == kept


def test_of_one_that_moves_its_first_picture_is_kept():
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    image, _kind = made(frames[0], save_all=True, append_images=frames[1:])
    assert (getattr(image, "n_frames", 1), image.getpixel((0, 0))) == (1, (255, 0, 0))


def test_the_same_image_gives_the_same_bytes():
    content = packed(Image.linear_gradient("L").convert("RGB"), "JPEG")
    assert for_print(content, **SIZE) == for_print(content, **SIZE)


@pytest.mark.parametrize("side", [3465, 12_000, 20_000])
def test_a_bomb_is_refused_before_it_is_unpacked(side):
    content = bomb(side)
    assert side * side > PIXELS_MAX
    assert len(content) < 10_000
    with pytest.raises(ImageRefusedError, match=TOO_MANY):
        for_print(content, **SIZE)


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_what_is_cut_short_is_refused(kind, share):
    content = packed(Image.effect_noise((80, 80), 50).convert("RGB"), kind)
    with pytest.raises(UnreadableImageError, match=DAMAGED):
        for_print(content[: int(len(content) * share)], **SIZE)


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "TIFF", "BMP", "ICO"])
def test_other_formats_are_refused(kind):
    with pytest.raises(UnreadableImageError, match=DAMAGED):
        for_print(packed(Image.new("RGB", (32, 32)), kind), **SIZE)


@pytest.mark.parametrize("content", [b"", b"a text", b"\x89PNG\r\n\x1a\n", b"<svg xmlns='http://www.w3.org/2000/svg'/>", bomb(100)])  # fmt: skip
def test_what_is_no_image_is_refused(content):
    with pytest.raises(UnreadableImageError, match=DAMAGED):
        for_print(content, **SIZE)


def test_a_file_is_looked_through_as_what_it_is_said_to_be():
    content = packed(Image.new("RGB", (32, 32)), "WEBP")
    assert (is_whole(content, "image/webp"), is_whole(content, "image/png")) == (True, False)
    assert is_whole(bomb(20_000), "image/png") is False
