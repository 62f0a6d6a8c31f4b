"""A QR code is a link that no text filter sees: this finds and decodes it in pictures, cheaply.

Nearly every mail has logos, so the first look takes a tenth of a millisecond and only a picture that could
hold a code gets the slower ones (coloured, tiny, without a margin, light on transparent).
"""

import re
import warnings
from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from bot.mail.attachments.links import link_to
from bot.mail.attachments.reading import Budget, Reading
from bot.mail.email import Link
from bot.mail.plain_links import links_in_text

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = (
    "PNG",
    "JPEG",
    "GIF",
    "WEBP",
    "BMP",
    "TIFF",
    "ICO",
)  # others are never tried: EPS would start a program
_SMALLEST = 21  # modules along the side of the smallest QR code, ISO/IEC 18004
_SEARCHED = 1_200_000  # pixels that are searched; a larger picture is scaled down to this
_CLOSELY = 400_000  # pixels up to which a second, closer look is affordable
_LARGEST = 16_000_000  # pixels that are decoded at all
_FRAMES = 3
_CODES = 8
_WEB = re.compile(r"https?:|//", re.IGNORECASE)


def picture(data: bytes, name: str, budget: Budget) -> Reading:
    """Size and codes of a raster picture. Raises Pillow's errors (OSError, ValueError, SyntaxError)."""
    from PIL import (  # lazily: Pillow takes 50 ms to load and most mails hold no picture
        Image,
        UnidentifiedImageError,
    )

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Pillow warns of large pictures on stderr; here they are refused below
        try:
            image = Image.open(BytesIO(data), formats=_FORMATS)
        except Image.DecompressionBombError:
            return Reading(unread=("too large",))
        except UnidentifiedImageError:
            return Reading(unread=("not supported",))
        return _with_codes(image, name, budget)


def _with_codes(image: "Image", name: str, budget: Budget) -> Reading:
    width, height = image.size
    size = Reading(width=width, height=height)
    if min(width, height) < _SMALLEST:
        return size
    if width * height > _LARGEST:
        return Reading(width=width, height=height, unread=("too large",))
    if not budget.take("pictures") or not budget.take("pixels", width * height):
        return Reading(width=width, height=height, unread=("too many",))
    found = codes(image)
    return Reading(codes=found, links=code_links(found, name), width=width, height=height) if found else size


def codes(image: "Image") -> tuple[str, ...]:
    """What the codes of a picture hold, in the order found, each once; empty when there is none."""
    for frame in _frames(image):
        for grey, closely in _looks(frame):
            found = _read(grey, closely)
            if found:
                return found
    return ()


def code_links(found: tuple[str, ...], name: str) -> tuple[Link, ...]:
    """The web addresses among the codes, as links; payment, contact and Wi-Fi codes are left to `codes`."""
    where = f"qr:{name}"
    links: list[Link] = []
    for code in found:
        text = code.strip()
        if _WEB.match(text):
            links.append(link_to("".join(text.split()), "", where))
        else:
            links += links_in_text(text[:2000], where)
    return tuple(links)


def _frames(image: "Image") -> Iterator["Image"]:
    """The first frames of a picture, only one of a large one, scaled to what is searched."""
    image.draft("L", (1200, 1200))  # a JPEG is scaled while it is decoded, which is quicker
    yield _searchable(image)
    if image.width * image.height > _CLOSELY or not getattr(image, "is_animated", False):
        return
    for number in range(1, _FRAMES):
        try:
            image.seek(number)
        except EOFError:
            return
        yield _searchable(image)


def _searchable(image: "Image") -> "Image":
    factor = int((image.width * image.height / _SEARCHED) ** 0.5) + 1
    if factor == 1:
        return image
    if image.mode in {"P", "1"}:  # their values cannot be averaged
        return image.resize((image.width // factor, image.height // factor), 0)
    return image.reduce(factor)


def _looks(frame: "Image") -> Iterator[tuple["Image", bool]]:
    """The picture in grey, then in the ways that bring out a code which grey hides; True for a close look."""
    for ground in (255, 0) if _see_through(frame) else (None,):
        flat = frame if ground is None else _laid_on(frame, ground)
        grey = flat.convert("L")
        yield grey, False
        if grey.width * grey.height <= _CLOSELY and max(grey.size) <= 2.5 * min(grey.size):
            yield _with_margin(grey), True
            if flat.mode not in {"L", "1", "I;16"}:
                yield from ((channel, False) for channel in flat.convert("RGB").split())


def _see_through(frame: "Image") -> bool:
    if frame.mode in {"RGBA", "LA", "PA"}:
        return frame.getchannel("A").histogram()[255] < frame.width * frame.height
    return "transparency" in frame.info


def _laid_on(frame: "Image", ground: int) -> "Image":
    from PIL import Image

    coloured = frame.convert("RGBA")
    below = Image.new("RGBA", coloured.size, (ground, ground, ground, 255))
    return Image.alpha_composite(below, coloured).convert("RGB")


def _with_margin(grey: "Image") -> "Image":
    """With the white margin that the decoder wants, and tiny pictures enlarged threefold."""
    from PIL import ImageOps

    if max(grey.size) < 150:
        grey = grey.resize((grey.width * 3, grey.height * 3), 0)
    corner = grey.getpixel((0, 0))
    dark = isinstance(corner, int | float) and corner < 128 and (grey.histogram()[0] > grey.width * grey.height // 2)
    return ImageOps.expand(grey, border=16, fill=0 if dark else 255)


def _read(grey: "Image", closely: bool) -> tuple[str, ...]:
    import zxingcpp  # lazily, as Pillow

    kinds = zxingcpp.BarcodeFormat
    wanted = [kinds.QRCode, kinds.MicroQRCode]
    if closely:
        wanted += [kinds.Aztec, kinds.DataMatrix]  # ten times slower on noise
    found = zxingcpp.read_barcodes(grey, formats=wanted)  # type: ignore[arg-type]  # a list is taken too
    return tuple(dict.fromkeys(one.text for one in found if one.text))[:_CODES]
