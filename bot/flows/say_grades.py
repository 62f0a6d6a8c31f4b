"""How somebody is doing, in words: bands of ten and plain sentences, and never a letter, a rank or a point."""

from collections.abc import Mapping

from bot.lessons.detection import Band
from bot.lessons.grades import Grade, NotYet
from bot.library.library import Library
from bot.reply.reply import Block, Kind, Reply, Span

Words = Mapping[str, str]


def grades(library: Library, language: str, found: Grade | NotYet) -> Reply:
    """What a person is told about themselves."""
    said = library.quiz_words(language)["grades"]
    if isinstance(found, NotYet):
        missing = max(0, found.needed - found.scams) + max(0, found.needed - found.genuine)
        return Reply((_text(said["not_yet_one" if missing == 1 else "not_yet"].format(count=missing)),))
    blocks = [
        _text(_of_ten(said, "spotting", found.spotting)), _text(_of_ten(said, "trusting", found.trusting)),
    ]  # fmt: skip
    if found.lean:
        blocks.append(_text(said[f"lean_{found.lean}"]))
    blocks += [
        _text(said[f"level_{level}"].format(right=its.right, count=its.answers))
        for level, its in sorted(found.sureness.levels.items(), reverse=True)
    ]
    if found.sureness.summary:
        blocks.append(_text(said[found.sureness.summary.replace("-", "_")]))
    return Reply((*blocks, _text(said["only_you"])))


def _of_ten(said: Words, what: str, band: Band) -> str:
    if band.low == band.high:
        return said[f"{what}_one"].format(low=band.low)
    return said[what].format(low=band.low, high=band.high)


def _text(text: str) -> Block:
    return Block(Kind.TEXT, (Span(text),))
