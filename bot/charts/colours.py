"""The colours of a chart. It lies on a card of its own, so that it reads the same in light and in dark."""

from collections.abc import Mapping

CARD = "#ffffff"
EDGE = "#7a7a80"  # seen on white and on the dark grey of a dark theme
INK = "#1d1c1d"
FIRST, SECOND = "#0b4f9e", "#8a4100"
GRID = "#d4d4d8"  # decoration: what it says stands beside it in words

COLOURS: Mapping[str, str] = {
    "card": CARD, "edge": EDGE, "ink": INK, "first": FIRST, "second": SECOND, "grid": GRID,
}  # fmt: skip


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours like "#1d1c1d", 1 to 21, as WCAG 2.2 defines it."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
