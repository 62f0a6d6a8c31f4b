"""The story of a lone link, domain, number or address: "is this legit?" with nothing else to read.

It is judged by what can be seen offline. Mostly that is too little, so the answer says how to check it.
"""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import tomli

from bot.flows.check import Asker, case_for, findings
from bot.flows.lone_things import Thing, things_in
from bot.flows.shapes import Judged
from bot.library.brands import Brand
from bot.library.library import Library
from bot.library.replies import Untrusted
from bot.library.situations import Situations
from bot.library.tokens import END, NUMBER, Token, tokens
from bot.mail.email import Email, Source
from bot.reply.reply import Button, Reply
from bot.signals.signal import Evidence, Signal
from bot.verdict.explain import shortened

LONGEST = 3_000  # characters
MOST_WORDS = 30  # beside them
LONGEST_QUOTE = 120

# What convicts a lone thing, what makes it doubtful, and what is only worth knowing: ids of signals.
LIKELY = frozenset(
    """lookalike-link lookalike-sender brand-as-subdomain userinfo-link disguised-domain mixed-alphabets
    brand-from-free-mail""".split()
)
DOUBTFUL = frozenset(
    """brand-in-link-host brand-in-sender-domain link-to-number redirected-elsewhere unsafe-link-scheme program-link
    brand-in-link-path device-code-asked""".split()
)
NOTED = frozenset(
    """link-shortened free-hosting-link risky-ending-link risky-ending-sender form-builder-link odd-port-link
    random-sender""".split()
)
_STATES = ("cannot_tell", "suspicious", "likely_scam")
_SCORES = {"likely_scam": 0.93, "suspicious": 0.65, "cannot_tell": 0.3}
_SCAM = "credential-phish"  # what a false address is mostly for


@dataclass(frozen=True, slots=True)
class Lone:
    """A question about up to five things, with nothing else to read."""

    things: tuple[Thing, ...]

    @property
    def kind(self) -> str:
        return self.things[0].kind


@dataclass(frozen=True, slots=True)
class _Seen:
    """A thing with what can be seen of it: 0, 1 or 2 for its state, sentences, and the signals behind them."""

    thing: Thing
    level: int
    says: tuple[tuple[str, ...], ...]  # each in pieces, those from the thing itself untrusted
    signals: tuple[str, ...]
    real: Brand | None = None  # whose real address it is


def lone(text: str, library: Library) -> Lone | None:
    """The things that the text consists of; None where it says anything else. Linear in its length; never raises."""
    if not text.strip() or len(text) > LONGEST:
        return None
    found, rest = things_in(text)
    if not found or not _is_question(rest, library):
        return None
    return Lone(tuple(found))


def _is_question(rest: str, library: Library) -> bool:
    """Whether nothing is said beside the things but a question about them, in any language."""
    row = [token for token in tokens(rest) if token.text != END]
    if len(row) > MOST_WORDS:
        return False
    brands = _brand_places(row, library)
    around = Situations.load(library.root).around
    return all(token.text in around or place in brands for place, token in enumerate(row) if token.text != NUMBER)


def _brand_places(row: Sequence[Token], library: Library) -> set[int]:
    places: set[int] = set()
    owning = [token._replace(text=token.text.removesuffix("s")) for token in row]  # "is that nortons number"
    for each in (row, owning):
        for _, first, last, _ in library.brands.named(each, strict=False):
            places |= {place for place, token in enumerate(row) if first.start <= token.start <= last.start}
    return places


def answer(asked: Lone, library: Library, asker: Asker) -> tuple[Reply, Judged]:
    """What can be seen of the things, the worst of them first in mind, and what is kept of it."""
    started = time.perf_counter()
    words = _words(library, asker.language)
    seen = [_seen(thing, library, asker, words) for thing in asked.things]
    state = _STATES[max(one.level for one in seen)]
    real = [one.real for one in seen]
    values: dict[str, Any] = {
        "state": state,
        "kind": asked.kind,
        "several": len(seen) > 1,
        "real": real[0].name if real[0] and all(one is real[0] for one in real) else "",
        "things": [{"quote": _quoted(one.thing), "says": one.says} for one in seen],
        "verify": list(dict.fromkeys(step for one in seen for step in words["verify"][one.thing.kind])),
    }
    blocks = library.replies.reply("lone", asker.language, values).blocks
    buttons = tuple(_buttons(state, asked, library, asker))
    signals = tuple(dict.fromkeys(signal for one in seen for signal in one.signals))
    campaign = " ".join(sorted(one.mark for one in asked.things))
    scam = _SCAM if state != "cannot_tell" and asked.kind != "phone" else ""
    ms = (time.perf_counter() - started) * 1000
    return Reply(blocks, buttons), Judged(state, _SCORES[state], scam, signals, campaign, ms)


def _quoted(thing: Thing) -> str:
    return Untrusted(shortened(thing.written, LONGEST_QUOTE))


def _seen(thing: Thing, library: Library, asker: Asker, words: Mapping[str, Any]) -> _Seen:
    if thing.phone:
        return _of_phone(thing, asker, words["says"])
    email = Email(Source.PASTED, sender=thing.mailbox, links=(thing.link,) if thing.link else ())
    case = case_for(email, library, colleagues=asker.colleagues, organisation=asker.organisation)
    found = [one for one in findings(case)[0] if one[0].id in LIKELY | DOUBTFUL | NOTED]
    by_id = {signal.id: (signal, evidence) for signal, evidence in reversed(found)}
    level = 2 if LIKELY & by_id.keys() else 1 if DOUBTFUL & by_id.keys() else 0
    ordered = sorted(by_id, key=lambda one: (one not in LIKELY, one not in DOUBTFUL, one))
    facts, real = _known(thing, library, asker, words["says"])
    says = tuple(_sentence(*by_id[one]) for one in ordered)
    return _Seen(thing, level, (*facts, *says), tuple(ordered), None if ordered else real)


def _sentence(signal: Signal, evidence: Evidence) -> tuple[str, ...]:
    """A signal's sentence in pieces, so that every fact from the thing stays untrusted."""
    return _filled(signal.says, evidence.facts)


def _filled(sentence: str, facts: Mapping[str, str]) -> tuple[str, ...]:
    pieces = re.split(r"\{(\w+)\}", sentence)
    return tuple(Untrusted(shortened(facts.get(one, ""), 80)) if i % 2 else one for i, one in enumerate(pieces))


def _known(
    thing: Thing, library: Library, asker: Asker, says: Mapping[str, str]
) -> tuple[list[tuple[str, ...]], Brand | None]:
    """What our own data say about whose it is; and the brand whose real address it is."""
    host = thing.link.host if thing.link else thing.mailbox.domain if thing.mailbox else ""
    org = thing.link.organisation if thing.link else thing.mailbox.organisation if thing.mailbox else ""
    facts: list[tuple[str, ...]] = []
    if thing.link and thing.link.wrapped_by and host:
        facts.append(_filled(says["behind"], {"goes_to": host}))
    owner = _owner(org, library)
    if org and org in asker.organisation.own_domains:
        return [*facts, _filled(says["own"], {"org": org})], None
    if org and library.brands.is_freemail(org) and thing.mailbox:
        return [*facts, _filled(says["free-mail"], {"org": org})], None
    if owner and owner.owns(org) and org not in library.brands.shared.shorteners:
        return [*facts, (says["real"].replace("{brand}", owner.name),)], owner
    if owner and org in owner.open_domains:
        return [*facts, (says["open"].replace("{brand}", owner.name),)], None
    if host and host != org:
        facts.append(_filled(says["belongs"], {"org": org}))
    return facts, None


def _owner(org: str, library: Library) -> Brand | None:
    """The brand that has this address; where several share one (a firm and its services), the firm."""
    owners = [brand for brand in library.brands.all if brand.owns(org)]
    return min(owners, key=lambda brand: len(brand.name)) if owners else library.brands.owner(org)


def _of_phone(thing: Thing, asker: Asker, says: Mapping[str, str]) -> _Seen:
    import phonenumbers  # many tables: only where there is a number

    assert thing.phone is not None
    kind, code = "unknown", ""
    try:
        parsed = phonenumbers.parse(thing.phone.number, (asker.region or "us").upper())
        kind = phonenumbers.PhoneNumberType.to_string(phonenumbers.number_type(parsed)).lower().replace("_", "-")
        home = phonenumbers.country_code_for_region(asker.region.upper()) if asker.region else 0
        code = f"+{parsed.country_code}" if home and parsed.country_code != home else ""
    except phonenumbers.NumberParseException:
        pass
    facts = [(says[f"phone-{kind}"],)] if f"phone-{kind}" in says else []
    facts += [(says["phone-abroad"].replace("{code}", code),)] if code else []
    costly = kind in ("premium-rate", "shared-cost")
    return _Seen(thing, int(kind == "premium-rate"), tuple(facts), ("number:" + kind,) if costly else ())


def _buttons(state: str, asked: Lone, library: Library, asker: Asker) -> Iterator[Button]:
    labels = library.replies.words(asker.language)["buttons"]
    which = "called" if asked.kind == "phone" else "clicked"
    for one in (which, "paid") if state != "cannot_tell" else (which,):
        yield Button(one, labels[one])
    for one in ("helped", "wrong"):
        yield Button(one, labels[one])


def _words(library: Library, language: str) -> Mapping[str, Any]:
    own = library.replies.folder(language) / "lone.toml"
    return _file(own if own.is_file() else library.replies.folder("en") / "lone.toml")


@lru_cache(maxsize=16)
def _file(path: Path) -> dict[str, Any]:
    return tomli.loads(path.read_text("utf-8"))
