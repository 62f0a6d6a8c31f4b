"""CSS colours, as far as it takes to see that text has the colour of the paper it stands on."""

import re

Colour = tuple[int, int, int]

# Only near-white, near-black and the commonest: a name that is missing is an unknown colour, which hides nothing.
_NAMES: dict[str, Colour] = {
    "white": (255, 255, 255), "snow": (255, 250, 250), "ivory": (255, 255, 240), "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245), "floralwhite": (255, 250, 240), "azure": (240, 255, 255), "mintcream": (245, 255, 250),
    "aliceblue": (240, 248, 255), "seashell": (255, 245, 238), "honeydew": (240, 255, 240), "beige": (245, 245, 220),
    "lightyellow": (255, 255, 224), "lavender": (230, 230, 250), "gainsboro": (220, 220, 220),
    "lightgray": (211, 211, 211), "lightgrey": (211, 211, 211), "silver": (192, 192, 192), "gray": (128, 128, 128),
    "grey": (128, 128, 128), "darkgray": (169, 169, 169), "darkgrey": (169, 169, 169), "dimgray": (105, 105, 105),
    "black": (0, 0, 0), "red": (255, 0, 0), "green": (0, 128, 0), "lime": (0, 255, 0), "blue": (0, 0, 255),
    "navy": (0, 0, 128), "yellow": (255, 255, 0), "orange": (255, 165, 0), "purple": (128, 0, 128),
    "maroon": (128, 0, 0), "teal": (0, 128, 128), "aqua": (0, 255, 255), "cyan": (0, 255, 255),
    "fuchsia": (255, 0, 255), "magenta": (255, 0, 255), "olive": (128, 128, 0), "darkred": (139, 0, 0),
    "darkblue": (0, 0, 139), "darkgreen": (0, 100, 0), "pink": (255, 192, 203), "brown": (165, 42, 42),
    "gold": (255, 215, 0), "tomato": (255, 99, 71), "crimson": (220, 20, 60), "indigo": (75, 0, 130),
}  # fmt: skip
_HEX = re.compile(r"#?([0-9a-f]{3,8})\b")
_FUNCTION = re.compile(r"rgba?\(([^()]{1,60})\)")
_HSL = re.compile(r"hsla?\(([^()]{1,60})\)")
NEAR = 12  # of 255, in every channel: #fff on #f4f4f4 cannot be read


def colour(value: str) -> tuple[Colour | None, float]:
    """The colour and its opacity (0..1) that a CSS value in lower case begins with; None when it cannot be told."""
    value = value.strip()
    if value in _NAMES:
        return _NAMES[value], 1.0
    if value == "transparent":
        return None, 0.0
    if match := _FUNCTION.match(value):
        return _rgb(match[1])
    if match := _HSL.match(value):
        return _hsl(match[1])
    if match := _HEX.fullmatch(value):
        return _hex(match[1])
    return None, 1.0


def _hex(digits: str) -> tuple[Colour | None, float]:
    if len(digits) in {3, 4}:
        digits = "".join(one * 2 for one in digits)
    if len(digits) not in {6, 8}:
        return None, 1.0
    parts = [int(digits[at : at + 2], 16) for at in range(0, len(digits), 2)]
    return (parts[0], parts[1], parts[2]), parts[3] / 255 if len(parts) == 4 else 1.0


def _numbers(inside: str, whole: float) -> list[float]:
    """The numbers of a colour function; percentages are taken of `whole`."""
    found = []
    for word in re.split(r"[\s,/]+", inside.strip()):
        try:
            found.append(float(word.rstrip("%deg")) * (whole / 100 if word.endswith("%") else 1))
        except ValueError:
            return []
    return [min(max(one, -1e6), 1e6) if one == one else 0.0 for one in found]


def _rgb(inside: str) -> tuple[Colour | None, float]:
    numbers = _numbers(inside, 255)
    if len(numbers) < 3:
        return None, 1.0
    red, green, blue = (min(255, max(0, round(one))) for one in numbers[:3])
    alpha = numbers[3] / 255 if len(numbers) > 3 and inside.rstrip().endswith("%") else None
    return (red, green, blue), alpha if alpha is not None else (numbers[3] if len(numbers) > 3 else 1.0)


def _hsl(inside: str) -> tuple[Colour | None, float]:
    """Only what matters here: white and black whatever the hue, and how opaque it is."""
    numbers = _numbers(inside, 100)
    if len(numbers) < 3:
        return None, 1.0
    alpha = numbers[3] if len(numbers) > 3 else 1.0
    light = round(255 * min(100.0, max(0.0, numbers[2])) / 100)
    return ((light, light, light) if numbers[1] == 0 or light in {0, 255} else None), alpha


def alike(one: Colour | None, other: Colour | None) -> bool:
    """Are both known, and too near for the eye?"""
    if one is None or other is None:
        return False
    return all(abs(a - b) <= NEAR for a, b in zip(one, other, strict=True))
