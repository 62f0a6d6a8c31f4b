"""What somebody wrote, as a row of meanings. Patterns take out what they understand, and nothing may be left over.

"every other Friday 4pm" is the row "eodnp".
"""

import re
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from bot.schedules.problems import Refused
from bot.schedules.words import CLOCK, DAY, NOTHING, NTH, NUMBER, ORDINAL, Meaning, Words, plain

TAKEN = " "
SHORTEST_MISSPELT = 5  # letters; shorter words are too like each other
LONGEST = 200  # characters


@dataclass(slots=True)
class Token:
    """A word, number, clock time or phrase. `value`: weekday, which one of a month, number, or minutes of the day."""

    text: str
    letter: str
    value: int = 0


class Sentence:
    """The tokens that are left, and the row of their letters."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self.row = "".join(token.letter for token in tokens)

    def __contains__(self, letter: str) -> bool:
        return letter in self.row

    def look(self, pattern: str) -> list[Token]:
        """The tokens of the first place that fits the pattern; none: []."""
        found = re.search(pattern, self.row)
        return self.at(*found.span()) if found else []

    def take(self, pattern: str) -> list[Token]:
        """The tokens of the first place that fits the pattern, which are gone from then on; none: []."""
        found = re.search(pattern, self.row)
        if found is None or found.start() == found.end():
            return []
        return self.take_out(*found.span())

    def rename(self, pattern: str, letter: str) -> None:
        """Give whatever fits the pattern, one token, another meaning."""
        self.row = re.sub(pattern, letter, self.row)

    def take_out(self, start: int, end: int) -> list[Token]:
        """The tokens of a place, which are gone from then on."""
        self.row = self.row[:start] + TAKEN * (end - start) + self.row[end:]
        return self._tokens[start:end]

    def at(self, start: int, end: int) -> list[Token]:
        """The tokens of a place."""
        return self._tokens[start:end]


def sentence(text: str, words: Words) -> Sentence:
    """The text in meanings. Raises `Refused` for a word that the language does not have."""
    if len(text) > LONGEST:
        raise Refused("unclear")
    lexemes = list(words.lexeme.finditer(plain(text)))
    tokens: list[tuple[str, tuple[Meaning, ...]]] = []
    place = 0
    while place < len(lexemes):
        length, meanings = _phrase(lexemes, place, words)
        if meanings[0].letter != NOTHING:
            tokens.append((" ".join(one[0] for one in lexemes[place : place + length]), meanings))
        place += length
    return Sentence(_decided(tokens))


def _phrase(lexemes: list[re.Match[str]], place: int, words: Words) -> tuple[int, tuple[Meaning, ...]]:
    """How many lexemes from a place on belong together, and what they can mean."""
    for length in range(min(words.longest, len(lexemes) - place), 0, -1):
        key = tuple(one[0] for one in lexemes[place : place + length])
        if key in words.phrases:
            return length, words.phrases[key]
    found = lexemes[place]
    if clock := found["clock"]:
        hour, minute = (clock[:2], clock[2:]) if clock.isdigit() else re.split("[:.]", clock)[:2]
        return 1, (Meaning(CLOCK, int(hour) * 100 + int(minute)),)
    if found["ordinal"]:
        return 1, (Meaning(ORDINAL, int(found["ordinal"])),)
    if found["number"]:
        return 1, (Meaning(NUMBER, int(found["number"][:6])),)
    return 1, _misspelt(found[0], words)


def _misspelt(word: str, words: Words) -> tuple[Meaning, ...]:
    """The meaning of the one known word that is a letter away. Raises `Refused` where there is none."""
    known = [key for key in words.phrases if len(key) == 1 and min(len(key[0]), len(word)) >= SHORTEST_MISSPELT]
    meanings = {words.phrases[key] for key in known if OSA.distance(word, key[0]) <= 1}
    if len(meanings) != 1:
        raise Refused("word", word)
    return meanings.pop()


def _decided(tokens: list[tuple[str, tuple[Meaning, ...]]]) -> list[Token]:
    """One meaning for each. Portuguese "segunda" is Monday or second, "a" before a day is "to", before an hour "at"."""
    can = [{meaning.letter for meaning in meanings} for _, meanings in tokens]
    in_month = any("m" in letters for letters in can)
    decided = []
    for place, (text, meanings) in enumerate(tokens):
        wanted = meanings[0].letter
        if can[place] >= {DAY, NTH}:
            wanted = NTH if in_month and _before_day(can, place) else DAY
        elif can[place] >= {"@", "-"}:
            around = can[max(place - 1, 0) : place + 2]
            wanted = "-" if len(around) == 3 and DAY in around[0] and DAY in around[2] else "@"
        meaning = next(one for one in meanings if one.letter == wanted)
        decided.append(Token(text, meaning.letter, meaning.value))
    return decided


def _before_day(can: list[set[str]], place: int) -> bool:
    """Whether a day follows: "segunda terça", or "segunda e quarta terça"."""
    while place + 2 < len(can) and "&" in can[place + 1] and can[place + 2] & {NTH, DAY}:
        place += 2
    return place + 1 < len(can) and bool(can[place + 1] & {DAY, "w"})
