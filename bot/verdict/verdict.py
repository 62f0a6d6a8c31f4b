"""What is decided about a mail, with everything that was seen."""

from dataclasses import dataclass
from enum import StrEnum

from bot.library.scams import Scam
from bot.mail.email import Unread
from bot.signals.signal import Evidence, Signal


class State(StrEnum):
    """The answers. *Flagged* means the first two; the last two only the company's own rules can give."""

    LIKELY_SCAM = "likely_scam"
    SUSPICIOUS = "suspicious"
    CANNOT_TELL = "cannot_tell"
    NO_WARNING_SIGNS = "no_warning_signs"
    KNOWN_GENUINE = "known_genuine"
    SIMULATION = "simulation"

    @property
    def flagged(self) -> bool:
        return self in (State.LIKELY_SCAM, State.SUSPICIOUS)


@dataclass(frozen=True, slots=True)
class Finding:
    """A signal that fired, where, and what it counted."""

    signal: Signal
    evidence: Evidence
    weight: float  # log-odds that this finding added; 0 for a further finding of the same signal


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision and its grounds, most telling first."""

    state: State
    score: float  # 0..1, ranks; not a probability until it is fitted
    findings: tuple[Finding, ...] = ()
    rule: str = ""  # the convicting rule that decided, if one did
    scam: Scam | None = None
    unwanted: bool = False
    check_first: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    not_checked: tuple[Unread, ...] = ()
    missing: tuple[str, ...] = ()  # what the person could add: "sender", "text"; "rest": part of it was too heavy
