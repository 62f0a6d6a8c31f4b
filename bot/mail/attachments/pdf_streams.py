"""The bytes of a PDF stream, never more than asked for: a small file can hold gigabytes of them."""

import zlib
from typing import Any

from bot.mail.attachments.reading import Budget

_SLOWLY = 1_500_000  # bytes


def stream_bytes(stream: Any, most: int, budget: Budget) -> bytes:
    """The first `most` decoded bytes of a stream object of pypdf; b"" once the budget is spent.

    Raises pypdf's errors for filters that are damaged or go past the limits set for it.
    """
    granted = budget.all_of("unpacked", most)
    if not granted:
        return b""
    filters = stream.get("/Filter")
    filters = filters.get_object() if filters is not None else None
    if isinstance(filters, list) and len(filters) == 1:
        filters = filters[0]
    if isinstance(filters, str) and filters in {"/FlateDecode", "/Fl"} and predictor(stream) < 2:
        found = inflated(stream._data, granted)
    elif filters is None:
        found = bytes(stream._data[:granted])
    else:
        found = _filtered(stream, budget)[:granted]
    budget.unpacked += granted - len(found)
    return found


def _filtered(stream: Any, budget: Budget) -> bytes:
    """By pypdf's filters, which are written in Python: slow, so little is granted, and paid for as work."""
    from pypdf import apply_configuration  # lazily, as in `pdf`

    if budget.work <= 0:
        return b""
    with apply_configuration(zlib_maximum_output_length=_SLOWLY, lzw_maximum_output_length=_SLOWLY):
        found = bytes(stream.get_data())
    budget.all_of("work", len(found) // 20)
    return found


def inflated(data: bytes, most: int, bits: int = zlib.MAX_WBITS) -> bytes:
    """What comes out of a deflated stream, as far as it is whole, at most that many bytes; never raises."""
    unpacking = zlib.decompressobj(bits)
    found: list[bytes] = []
    for start in range(0, len(data), 16_384):
        try:
            piece = unpacking.decompress(data[start : start + 16_384], most)
        except zlib.error:
            break
        found.append(piece)
        most -= len(piece)
        if most <= 0 or unpacking.eof:
            break
    return b"".join(found)


def predictor(stream: Any) -> int:
    """The predictor that its pixels went through (ISO 32000-1, 7.4.4.4): 1 for none, from 10 on PNG's."""
    parameters: Any = stream.get("/DecodeParms")
    parameters = parameters.get_object() if parameters is not None else None
    if isinstance(parameters, list):
        parameters = parameters[0].get_object() if parameters else None
    found = parameters.get("/Predictor", 1) if isinstance(parameters, dict) else 1
    return int(found) if isinstance(found, int) else 1
