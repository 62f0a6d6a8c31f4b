"""How an element looks as far as it decides whether a person sees its text."""

import re
from dataclasses import dataclass, replace

from bot.mail.html.colours import Colour, alike, colour
from bot.mail.html.css import Style

FAR = 400  # pixels beyond the edge of the screen
SMALLEST = 2.0  # pixels: letters of this size or less cannot be read
FAINTEST = 0.05  # opacity
_LENGTH = re.compile(r"([+-]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9}))(px|pt|em|rem|ex|%|vw|vh|in|cm|mm|pc|q|ch)?(?![\w.])")
_PIXELS = {
    "px": 1.0,
    "": 1.0,
    "pt": 4 / 3,
    "rem": 16.0,
    "vw": 12.0,
    "vh": 8.0,
    "in": 96.0,
    "cm": 37.8,
    "mm": 3.78,
}
_SIZES = {
    "xx-small": 9.0,
    "x-small": 10.0,
    "small": 13.0,
    "medium": 16.0,
    "large": 18.0,
    "x-large": 24.0,
    "initial": 16.0,
}
_FONT = re.compile(r"(?:^|\s)(\.?\d[\d.]{0,8}(?:px|pt|em|rem|%)?)(?:/\S+)?\s+\S")
_NO_AREA = re.compile(
    r"inset\(\s*(?:50|[6-9]\d|100)(?:\.\d{1,9})?%|circle\(\s*0|rect\((?:\s*0(?:px)?[\s,)]){2}|rect\(\s*1px[\s,]+1px[\s,]+1px"
)
_NO_SIZE = re.compile(r"scale(?:[xy]|3d)?\(\s*0?\.?0*[\s,)]")
_FAR_AWAY = re.compile(r"translate(?:x|y|3d)?\([^)]{0,40}-\d{3,5}(?:px|%|vw|vh)")
_NO_OPACITY = re.compile(r"opacity\(\s*(?:0|0?\.0\d{0,9}|[0-5]%)\s*\)")


@dataclass(frozen=True, slots=True)
class Look:
    """What an element hands down to what stands in it."""

    gone: bool = False  # nothing inside can be seen, whatever it says: display:none, off the screen, clipped away
    unseen: bool = False  # visibility:hidden, which a child may take back
    size: float = 16.0  # of the letters, in pixels
    opacity: float = 1.0
    ink: Colour | None = None  # None where nothing said so, or it cannot be told
    no_ink: bool = False  # the letters are transparent
    paper: Colour | None = (255, 255, 255)  # None over a picture or a gradient
    keeps_lines: bool = False  # white-space: pre
    backwards: bool = False  # bidi-override: the letters run the other way
    hidden: bool = False  # of all the above: text here cannot be seen


def look_inside(parent: Look, style: Style, is_link: bool = False) -> Look:
    """The look of an element with this style inside one with that look."""
    ink, no_ink = (None, False) if is_link else (parent.ink, parent.no_ink)
    if is_link and style.get("color") == "inherit":
        ink, no_ink = parent.ink, parent.no_ink
    if not style:
        return (
            parent
            if (ink, no_ink) == (parent.ink, parent.no_ink)
            else _with_hidden(replace(parent, ink=ink, no_ink=no_ink))
        )
    written = style.get("-webkit-text-fill-color") or style.get("color", "inherit")
    if written not in {"inherit", "currentcolor", "unset"}:
        ink, opaque = colour(written)
        no_ink = opaque <= FAINTEST
    opacity = parent.opacity * _opacity(style)
    return _with_hidden(
        Look(
            gone=parent.gone or opacity <= FAINTEST or _gone(style, parent.size),
            unseen={"hidden": True, "collapse": True, "visible": False}.get(style.get("visibility", ""), parent.unseen),
            size=_size(style, parent.size),
            opacity=opacity,
            ink=ink,
            no_ink=no_ink,
            paper=_paper(style, parent.paper),
            keeps_lines=_keeps_lines(style, parent.keeps_lines),
            backwards=_backwards(style, parent.backwards),
        )
    )


def _with_hidden(look: Look) -> Look:
    hidden = look.gone or look.unseen or look.size <= SMALLEST or look.no_ink or alike(look.ink, look.paper)
    return look if hidden == look.hidden else replace(look, hidden=hidden)


def pixels(value: str, em: float = 16.0) -> float | None:
    """A CSS length in pixels, roughly where it depends on the window; None when it is not a length."""
    match = _LENGTH.match(value.strip())
    if not match:
        return None
    unit = match[2] or ""
    if unit in {"em", "ex", "ch"}:
        return float(match[1]) * em
    return float(match[1]) * (em / 100 if unit == "%" else _PIXELS.get(unit, 16.0))


def _gone(style: Style, em: float) -> bool:
    if style.get("display") == "none":
        return True
    if any(style.get(name) in {"hidden", "clip"} for name in ("overflow", "overflow-x", "overflow-y")):
        for name in ("max-height", "height", "max-width", "width"):
            if name in style and pixels(style[name], em) == 0:
                return True
    return _off_screen(style, em) or _clipped(style)


def _off_screen(style: Style, em: float) -> bool:
    placed = style.get("position") in {"absolute", "fixed", "relative", "sticky"}
    sides = ("text-indent", "margin-left", "margin-top") + (("left", "top") if placed else ())
    for name in sides:
        if name in style and "-" in style[name] and (pixels(style[name], em) or 0) <= -FAR:
            return True
    return placed and "right" in style and (pixels(style["right"], em) or 0) <= -4 * FAR


def _clipped(style: Style) -> bool:
    if "clip" in style and style.get("position") in {"absolute", "fixed"} and _NO_AREA.search(style["clip"]):
        return True
    if "clip-path" in style and _NO_AREA.search(style["clip-path"]):
        return True
    transform = style.get("transform", "")
    if transform and (_NO_SIZE.search(transform) or _FAR_AWAY.search(transform)):
        return True
    return "filter" in style and _NO_OPACITY.search(style["filter"]) is not None


def _opacity(style: Style) -> float:
    value = style.get("opacity", "")
    number = pixels(value.rstrip("%")) if value else None
    if number is None:
        return 1.0
    return min(1.0, max(0.0, number / 100 if value.endswith("%") else number))


def _size(style: Style, parent: float) -> float:
    value = style.get("font-size", "")
    if not value and "font" in style and (match := _FONT.search(style["font"])):
        value = match[1]
    if not value or value in {"inherit", "unset"}:
        return parent
    if value in _SIZES:
        return _SIZES[value]
    size = pixels(value, parent)
    return parent if size is None or size < 0 else min(size, 1e4)


def _paper(style: Style, parent: Colour | None) -> Colour | None:
    paper = parent
    for name in ("background", "background-color"):
        value = style.get(name)
        if not value or value in {"inherit", "none", "transparent", "initial", "unset", "0", "0 0"}:
            continue
        if "url(" in value or "gradient" in value:
            return None
        first = value if "(" in value else value.split(None, 1)[0]
        seen, opaque = colour(first)
        if opaque > FAINTEST:
            paper = seen if opaque > 0.9 else None
    if style.get("background-image", "none") not in {"none", "initial", "inherit", "unset"}:
        return None
    return paper


def _keeps_lines(style: Style, parent: bool) -> bool:
    value = style.get("white-space", "inherit")
    return parent if value in {"inherit", "unset"} else value.startswith("pre") or value == "break-spaces"


def _backwards(style: Style, parent: bool) -> bool:
    if "override" in style.get("unicode-bidi", ""):
        return style.get("direction", "ltr") == "rtl"
    return parent
