"""CSS colours, as far as it takes to see that text has the colour of the paper it stands on."""

import re

Colour = tuple[int, int, int]

# Near-white, near-black and the commonest: a missing name is an unknown colour, which hides nothing.
_NAMES_TABLE = """
    white ffffff snow fffafa ivory fffff0 ghostwhite f8f8ff whitesmoke f5f5f5 floralwhite fffaf0
    azure f0ffff mintcream f5fffa aliceblue f0f8ff seashell fff5ee honeydew f0fff0 beige f5f5dc
    lightyellow ffffe0 lavender e6e6fa gainsboro dcdcdc lightgray d3d3d3 lightgrey d3d3d3 silver
    c0c0c0 gray 808080 grey 808080 darkgray a9a9a9 darkgrey a9a9a9 dimgray 696969 black 000000 red
    ff0000 green 008000 lime 00ff00 blue 0000ff navy 000080 yellow ffff00 orange ffa500 purple
    800080 maroon 800000 teal 008080 aqua 00ffff cyan 00ffff fuchsia ff00ff magenta ff00ff olive
    808000 darkred 8b0000 darkblue 00008b darkgreen 006400 pink ffc0cb brown a52a2a gold ffd700
    tomato ff6347 crimson dc143c indigo 4b0082
"""
_WORDS = _NAMES_TABLE.split()
_NAMES: dict[str, Colour] = {
    name: (int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16))
    for name, code in zip(_WORDS[::2], _WORDS[1::2], strict=True)
}
_HEX = re.compile(r"#?([0-9a-f]{3,8})\b")
_FUNCTION = re.compile(r"rgba?\(([^()]{1,60})\)")
_HSL = re.compile(r"hsla?\(([^()]{1,60})\)")
NEAR = 12  # of 255, in every channel: #fff on #f4f4f4 cannot be read


def colour(value: str) -> tuple[Colour | None, float]:
    """The colour and its opacity (0..1) of a CSS value in lower case; None when it cannot be told."""
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
