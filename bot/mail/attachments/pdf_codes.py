"""QR codes on PDF pages: as pictures, and drawn as hundreds of little black boxes."""

import struct
import zlib
from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from bot.mail.attachments.pdf_streams import predictor, stream_bytes
from bot.mail.attachments.picture import codes, picture
from bot.mail.attachments.reading import Budget

if TYPE_CHECKING:
    from PIL.Image import Image

_LARGEST = 16_000_000  # pixels
_FEWEST_BOXES = 40  # a QR code drawn row by row has more
_SIDE = 600  # pixels along the longer side of a drawn code
_ENCODED = {"/DCTDecode": ("JPEG",), "/DCT": ("JPEG",), "/JPXDecode": ("JPEG2000",)}
_MODES = {1: "L", 3: "RGB", 4: "CMYK"}


def picture_codes(pictures: Sequence[Any], budget: Budget) -> tuple[str, ...]:
    """What the codes in these image XObjects of pypdf hold; a picture that cannot be decoded has none."""
    found: list[str] = []
    for image_object in sorted(pictures, key=_area):
        if not 21 * 21 <= _area(image_object) <= _LARGEST or not budget.take("pictures"):
            continue
        try:
            image = _image(image_object, budget)
            found += codes(image) if image is not None and budget.take("pixels", image.width * image.height) else ()
        except Exception:  # noqa: BLE001  # filters and Pillow raise many kinds; the other pictures are still worth a look
            continue
    return tuple(dict.fromkeys(found))


def picture_codes_in(files: Iterable[bytes], budget: Budget) -> tuple[str, ...]:
    """What the codes in these picture files hold; a file that cannot be decoded has none."""
    found: list[str] = []
    for data in files if budget.pictures else ():
        try:
            found += picture(data, "", budget).codes
        except Exception:  # noqa: BLE001  # as above
            continue
    return tuple(dict.fromkeys(found))


def box_codes(boxes: Sequence[tuple[float, float, float, float]], budget: Budget) -> tuple[str, ...]:
    """What a code holds that is drawn as dark boxes (x, y, width, height)."""
    small = [box for box in boxes if 0 < box[2] < 400 and 0 < box[3] < 60]
    if len(small) < _FEWEST_BOXES or not budget.take("pictures"):
        return ()
    from PIL import Image, ImageDraw  # lazily, as everywhere

    left, low = min(box[0] for box in small), min(box[1] for box in small)
    wide = max(box[0] + box[2] for box in small) - left
    high = max(box[1] + box[3] for box in small) - low
    scale = _SIDE / max(wide, high, 1.0)
    image = Image.new("L", (int(wide * scale) + 41, int(high * scale) + 41), 255)
    pen = ImageDraw.Draw(image)
    for x, y, width, height in small:
        across, up = (x - left) * scale + 20, (low + high - y - height) * scale + 20
        pen.rectangle((across, up, across + max(width * scale - 1, 0), up + max(height * scale - 1, 0)), fill=0)
    return codes(image)


def _area(picture: Any) -> int:
    width, height = picture.get("/Width", 0), picture.get("/Height", 0)
    return int(width) * int(height) if isinstance(width, int) and isinstance(height, int) else 0


def _image(picture: Any, budget: Budget) -> "Image | None":
    from PIL import Image

    size = int(picture["/Width"]), int(picture["/Height"])
    filters = picture.get("/Filter")
    filters = filters.get_object() if filters is not None else ""
    alone = not isinstance(filters, list) or len(filters) == 1
    last = str(filters[-1] if isinstance(filters, list) and filters else filters)
    if last in _ENCODED:
        encoded = picture._data if alone else b""  # pypdf cannot undo one filter and leave the last
        image = Image.open(BytesIO(encoded), formats=_ENCODED[last])
        return image if image.width * image.height <= _LARGEST else None
    bits = int(picture.get("/BitsPerComponent", 1))
    if alone and last in {"/FlateDecode", "/Fl"} and predictor(picture) >= 10:
        return _from_png_rows(picture, size, bits)
    pixels = stream_bytes(picture, size[0] * size[1] * 4, budget)
    return _from_pixels(pixels, size, bits, picture)


def _from_png_rows(picture: Any, size: tuple[int, int], bits: int) -> "Image | None":
    """Pixels that went through PNG's predictors are the data of a PNG: Pillow decodes them, in C."""
    from PIL import Image

    parameters = picture["/DecodeParms"]
    parameters = parameters[0].get_object() if isinstance(parameters, list) else parameters
    colours = {1: 0, 3: 2}.get(int(parameters.get("/Colors", 1)))
    palette = _palette(picture)
    if colours is None:
        return None
    header = struct.pack(">IIBBBBB", *size, bits, 3 if palette else colours, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"PLTE", palette), (b"IDAT", picture._data), (b"IEND", b"")]
    body = b"".join(_chunk(kind, data) for kind, data in chunks if data or kind == b"IEND")
    return Image.open(BytesIO(b"\x89PNG\r\n\x1a\n" + body), formats=("PNG",))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _from_pixels(pixels: bytes, size: tuple[int, int], bits: int, picture: Any) -> "Image | None":
    from PIL import Image

    if bits == 1:
        return Image.frombytes("1", size, pixels.ljust((size[0] + 7) // 8 * size[1], b"\0")).convert("L")
    channels = len(pixels) // (size[0] * size[1])
    if bits != 8 or channels not in _MODES:
        return None
    image = Image.frombytes(_MODES[channels], size, pixels[: size[0] * size[1] * channels])
    palette = _palette(picture) if channels == 1 else b""
    if palette:
        image.putpalette(palette)
        image = image.convert("RGB")
    return image


def _palette(picture: Any) -> bytes:
    """The RGB table of an indexed colour space, b"" for others."""
    space = picture.get("/ColorSpace")
    space = space.get_object() if space is not None else None
    if not isinstance(space, list) or len(space) < 4 or space[0] not in {"/Indexed", "/I"}:
        return b""
    table = space[3].get_object()
    raw = table.get_data() if hasattr(table, "get_data") else getattr(table, "original_bytes", table)
    return bytes(raw[:768]) if isinstance(raw, bytes) and len(raw) >= 3 * (int(space[2]) + 1) - 2 else b""
