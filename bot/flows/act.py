"""Somebody acted on a mail already: the steps for that, at once, for this scam and this country."""

from collections.abc import Iterator, Mapping

import msgspec

from bot.flows.say import buttons
from bot.flows.shapes import Turned
from bot.flows.talk import Talk
from bot.library.library import Library
from bot.library.reporting import FITS, Region, regions, steps
from bot.library.scams import Scam
from bot.reply.reply import Reply

PRACTICE = "simulation"  # the state of the company's own practice mail
PRESSED = ("clicked", "called", "paid", "typed", "opened")
# The list of [steps] in scams.toml for an act, where the kind of scam has none of its own or none is known.
_LISTS = {
    "remote": ("remote",), "opened": ("opened",), "transfer": ("transfer",), "crypto": ("crypto",), "card": ("card",),
    "gift": ("gift",), "typed": ("typed",), "code": ("typed",), "app": ("app",), "papers": ("papers",),
    "called": ("called",), "paid": ("transfer", "card"), "clicked": ("clicked",),
}  # fmt: skip
_VAGUER = {"gift": "paid", "transfer": "paid", "crypto": "paid", "card": "paid", "code": "typed", "remote": "called"}
_BEFORE = {
    "typed": ("clicked",), "card": ("clicked", "paid"), "code": ("clicked", "typed"), "app": ("clicked",),
    "remote": ("called", "opened"),
}  # fmt: skip
_STAKES = {
    "paid": "money", "transfer": "money", "card": "money", "gift": "money", "crypto": "money", "remote": "money",
    "papers": "papers",
}  # fmt: skip
_BY_SCAM = ("paid", "typed", "clicked", "opened", "called")  # acts whose steps the kind of scam may know better


def acted(talk: Talk, acts: tuple[str, ...]) -> Turned:
    """The steps for these acts; for none, those for everything that was done so far.

    On our own practice mail nothing was lost: it gets kind words, and is not remembered as a loss.
    """
    if talk.state == PRACTICE:
        blocks = talk.library.replies.reply("practised", talk.language, {"acts": acts}).blocks
        return talk.ends(Reply(blocks, buttons(talk.library, talk.language, "helped")))
    done = tuple(dict.fromkeys((*acts, *talk.memory.acts)))
    memory = msgspec.structs.replace(talk.memory, acts=done)
    for what in ("report", *_at_stake(talk, done)):
        memory = memory.saying(what)
    return talk.ends(steps_reply(talk, acts, done), memory)


def done_by(acts: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """The acts, with those of the others that are no vaguer word for one of them."""
    vaguer = {_VAGUER.get(act, "") for act in acts}
    return tuple(dict.fromkeys((*acts, *(one for one in others if one not in vaguer))))


def steps_reply(talk: Talk, acts: tuple[str, ...], done: tuple[str, ...]) -> Reply:
    """Thanks, no blame, and what to do; `acts` are new, `done` is all."""
    told = talk.memory.told
    words = talk.library.replies.words(talk.language)
    calm = bool(told and told.state in ("no_warning_signs", "known_genuine"))
    scam = talk.library.scams.get(told.scam) if told else None
    values = {
        "calm": calm,
        "steps": _without_repeats([step for act in _plain(acts or done)
                                   for step in _steps(act, scam, talk.library, words["replied"])]),
        "new": bool(acts),
        "unasked": told is None and not set(done) - set(acts),
        "earlier": bool(acts and set(done) - set(acts)),
        **_report(talk, () if calm else _lines(talk, done, again=not acts)),
    }  # fmt: skip
    blocks = talk.library.replies.reply("steps", talk.language, values).blocks
    return Reply(blocks, buttons(talk.library, talk.language, *further_acts(talk, done)[:3], "helped"))


def further_acts(talk: Talk, done: tuple[str, ...] = ()) -> list[str]:
    """The buttons for what else somebody may have done: what goes with this kind of scam, where it is known."""
    told = talk.memory.told
    scam = talk.library.scams.get(told.scam) if told else None
    usual = tuple(scam.done) if scam and scam.done else ("typed", "paid", "opened", "called", "clicked")
    possible = dict.fromkeys((*(told.offered if told else ()), *usual))
    known = {*done, *talk.memory.acts}
    known |= {_VAGUER[act] for act in known if act in _VAGUER}
    return [act for act in possible if act in PRESSED and act not in known]


def _steps(act: str, scam: Scam | None, library: Library, replied: Mapping[str, str]) -> Iterator[str]:
    if act == "replied":
        yield from replied.values()
    elif scam and act in _BY_SCAM and act in scam.done:
        yield from scam.done[act]
    else:
        for name in _LISTS.get(act, ()):
            yield from steps(library.root)[name]


def _without_repeats(lines: list[str]) -> list[str]:
    """Each step once; of "Tell them." and "Tell them what and when." the longer one."""
    bare = [line.rstrip(".") for line in lines]
    return [
        line for place, line in enumerate(lines)
        if not any(other.startswith(bare[place]) and (len(other) > len(bare[place]) or at < place)
                   for at, other in enumerate(bare) if at != place)
    ]  # fmt: skip


def _regions(talk: Talk) -> Iterator[Region]:
    known = regions(talk.library.root)
    if talk.asker.region in known:
        yield known[talk.asker.region]
    if talk.memory.told:
        for brand in talk.memory.told.brands:
            if brand in known and brand != talk.asker.region:
                yield known[brand]


def _at_stake(talk: Talk, done: tuple[str, ...]) -> tuple[str, ...]:
    """By which ways it came and what is at stake, by the names of reporting.toml."""
    via = talk.memory.told.via if talk.memory.told else ("mail", "text", "call")
    found = {*via, *(_STAKES[act] for act in done if act in _STAKES)}
    return tuple(one for one in FITS if one in found)


def _lines(talk: Talk, done: tuple[str, ...], *, again: bool) -> tuple[str, ...]:
    """Where to report it: what fits, and was not said before unless it is asked for again."""
    fits = _at_stake(talk, done)
    new = [one for one in fits if again or not talk.memory.has_said(one)]
    old = {line for region in _regions(talk) for line in region.lines([one for one in fits if one not in new])}
    first = again or not talk.memory.has_said("report")
    return tuple(line for region in _regions(talk) for line in region.lines(new) if first or line not in old)


def _report(talk: Talk, lines: tuple[str, ...]) -> dict[str, object]:
    """Where to report it, and when that was last checked; nothing where there are no lines."""
    oldest = min((region.checked for region in _regions(talk)), default=None)
    checked = f"{oldest.day} {oldest:%B %Y}" if oldest and lines else ""
    return {"report": lines, "checked": checked}


def whom_reply(talk: Talk) -> Reply:
    """Who is to be told, here and in this country."""
    practice = talk.state == PRACTICE
    lines = () if practice else _lines(talk, talk.memory.acts, again=True)
    values = _report(talk, lines) | {"practice": practice}
    blocks = talk.library.replies.reply("whom", talk.language, values).blocks
    labels = (*further_acts(talk)[:3], "helped") if talk.flagged else ()
    return Reply(blocks, buttons(talk.library, talk.language, *labels))


def _plain(acts: tuple[str, ...]) -> tuple[str, ...]:
    """The acts without what goes before another: who typed a password on a page had clicked."""
    before = {one for act in acts for one in _BEFORE.get(act, ())}
    return tuple(act for act in acts if act not in before)
