"""Digits in any script and costume, folded to 0-9 one character for one, so that offsets stay true."""

import re
import unicodedata

# The zero of every decimal script of the basic plane; spelled out, because one character class over all
# of Unicode's digits is far faster than `\d` with the ASCII digits taken out.
_ZEROS = """
    0660 06f0 07c0 0966 09e6 0a66 0ae6 0b66 0be6 0c66 0ce6 0d66 0de6 0e50 0ed0 0f20 1040 1090 17e0 1810
    1946 19d0 1a80 1a90 1b50 1bb0 1c40 1c50 a620 a8d0 a900 a9d0 a9f0 aa50 abf0 ff10
"""
_DECIMALS = "".join(f"{chr(int(zero, 16))}-{chr(int(zero, 16) + 9)}" for zero in _ZEROS.split())
_FANCY = re.compile(f"[{_DECIMALS}²³¹⁰⁴-⁹₀-₉①-⑨⑴-⑼⒈-⒐⓪⓵-⓽⓿❶-❾➀-➈➊-➒]")
_FANCY_BEYOND = re.compile(
    "[\U000104a0-\U000104a9\U00011066-\U0001106f\U0001d7ce-\U0001d7ff\U0001e950-\U0001e959\U0001f100-\U0001f10a\U0001fbf0-\U0001fbf9]"
)
_KANJI = {one: str(number) for number, one in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_KANJI_RUN = re.compile(rf"[{''.join(_KANJI)}](?:[ 　・‐－ー―の().-]{{0,2}}[{''.join(_KANJI)}]){{6,15}}")
_PLUS = {"＋": "+", "﹢": "+", "⁺": "+", "➕": "+", "（": "(", "）": ")"}
_LOOKALIKE_WORD = re.compile(r"[OoIl\d](?<![A-Za-z].)[OoIl\d]{1,14}+(?![A-Za-z])", re.DOTALL)
_LETTERS_ALONE = re.compile(r"[OIl](?<=\d[-. ].)[OIl]{2,3}(?=[-. ]\d)")
_LOOKALIKES = str.maketrans("OoIl", "0011")
_DIGIT = re.compile(r"\d")


def folded_digits(text: str) -> str:
    """The text with every digit written 0-9; as long as it was, character for character."""
    if not text.isascii():
        text = _FANCY_BEYOND.sub(_ascii_digit, _FANCY.sub(_ascii_digit, text))
        for sign, plain in _PLUS.items():  # five times as fast as str.translate on text that is not ASCII
            text = text.replace(sign, plain)
        text = _KANJI_RUN.sub(lambda run: "".join(_KANJI.get(one, one) for one in run[0]), text)
    if not _DIGIT.search(text):
        return text
    return _LETTERS_ALONE.sub(_looked_alike, _LOOKALIKE_WORD.sub(_looked_alike, text))


def _ascii_digit(match: re.Match[str]) -> str:
    digit = unicodedata.digit(match[0], None)
    return match[0] if digit is None else str(digit)


def _looked_alike(word: re.Match[str]) -> str:
    """8O3 is 803 and l23 is 123; a word without any digit stays a word, unless digits stand around it."""
    if word[0].isdigit() or (word[0].isalpha() and word.re is _LOOKALIKE_WORD):
        return word[0]
    return word[0].translate(_LOOKALIKES)


_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


def keypad_digits(text: str) -> str:
    """The digits that letters stand for on a phone's keys: FLOWERS is 3569377."""
    return text.upper().translate(_KEYPAD)
