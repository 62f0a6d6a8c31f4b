"""Somebody acted on a mail already: the steps for that, at once, for this scam and this country."""

from collections.abc import Iterator, Mapping

import msgspec

from bot.flows.ports import Turned
from bot.flows.say import buttons
from bot.flows.talk import Talk
from bot.library.library import Library
from bot.library.reporting import Region, regions, steps
from bot.library.scams import Scam
from bot.reply.reply import Reply

PRESSED = ("clicked", "called", "paid", "typed", "opened")
# The list of [steps] in scams.toml for an act, where the kind of scam has none of its own or none is known.
_LISTS = {
    "remote": ("remote",), "opened": ("opened",), "transfer": ("transfer",), "crypto": ("crypto",), "card": ("card",),
    "gift": ("gift",), "typed": ("typed",), "code": ("typed",), "app": ("app",), "papers": ("papers",),
    "called": ("called",), "paid": ("transfer", "card"), "clicked": ("clicked",),
}  # fmt: skip
_VAGUER = {"gift": "paid", "transfer": "paid", "crypto": "paid", "card": "paid", "code": "typed", "remote": "called"}
_BY_SCAM = ("paid", "typed", "clicked", "opened", "called")  # acts whose steps the kind of scam may know better


def acted(talk: Talk, acts: tuple[str, ...]) -> Turned:
    """The steps for everything that was done so far."""
    done = tuple(dict.fromkeys((*acts, *talk.memory.acts)))
    memory = msgspec.structs.replace(talk.memory, acts=done).saying("report")
    return talk.ends(steps_reply(talk, acts, done), memory)


def done_by(acts: tuple[str, ...], other: str) -> tuple[str, ...]:
    """The acts, with one more unless it is a vaguer word for one of them."""
    return acts or ((other,) if other else ())


def steps_reply(talk: Talk, acts: tuple[str, ...], done: tuple[str, ...]) -> Reply:
    """Thanks, no blame, and what to do; `acts` are new, `done` is all."""
    told = talk.memory.told
    words = talk.library.replies.words(talk.language)
    calm = bool(told and told.state == "no_warning_signs")
    scam = talk.library.scams.get(told.scam) if told else None
    values = {
        "calm": calm,
        "steps": _without_repeats([step for act in done for step in _steps(act, scam, talk.library, words["replied"])]),
        "new": bool(acts),
        **_report(talk, shown=not calm and not (acts and talk.memory.has_said("report"))),
    }
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


def _report(talk: Talk, *, shown: bool) -> dict[str, object]:
    """Where to report it, and when that was last checked; nothing where it stands further up already."""
    known = tuple(_regions(talk)) if shown else ()
    oldest = min((region.checked for region in known), default=None)
    checked = f"{oldest.day} {oldest:%B %Y}" if oldest else ""
    return {"report": [line for region in known for line in region.do], "checked": checked}
