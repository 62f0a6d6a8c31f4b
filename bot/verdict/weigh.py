"""From what was seen to a decision: weights add up, named rules convict, and too little is said to be too little."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.library.scams import POSES, Scams
from bot.mail.email import TOO_HEAVY, Email, Unread, passages
from bot.signals.signal import Case, Evidence, Family, Signal, Weight
from bot.verdict.rules import RULES, Rule
from bot.verdict.verdict import Finding, State, Verdict

PRIOR = -2.0  # log-odds with nothing found
FLAGGED, LIKELY = 0.5, 0.85
CONVICTED = 0.96  # at least this, where a rule convicts
_FADING = (1.0, 0.85, 0.7, 0.5, 0.4, 0.3)  # further signs of one family say partly the same again

# What the concepts of words.toml ask of a person; any of them adds "check first".
CHECK_FIRST: Mapping[str, tuple[str, ...]] = {
    "money": ("transfer-asked", "small-fee-asked", "advance-fee-asked", "crypto-asked", "gift-cards-asked",
              "safe-account", "overpayment", "emergency-money", "card-asked"),
    "bank details": ("bank-details-changed", "payroll-changed", "bank-login-asked"),
    "a code": ("code-asked", "device-code-asked"),
    "remote access": ("remote-access-asked", "command-to-run"),
    "phone": ("call-to-cancel",),
    "sign-in": ("sign-in-asked", "password-asked", "seed-phrase-asked", "app-permission-asked"),
}  # fmt: skip
_SPAM = ("spam-sales", "spam-adult", "spam-pills", "spam-gambling")
_FEW_WORDS = 8


def weigh(case: Case, found: Iterable[tuple[Signal, Evidence]], scams: Scams, unread: Sequence[Unread] = ()) -> Verdict:
    """The verdict on a case, given what its signals found."""
    findings = _findings(found)
    total = PRIOR + sum(finding.weight for finding in findings)
    ids = frozenset(finding.signal.id for finding in findings)
    rule = next((rule for rule in RULES if rule.convicts(ids, case)), None)
    score = 1 / (1 + math.exp(-total))
    score = max(score, CONVICTED) if rule else score
    missing = _missing(case.email, unread)
    state = _state(score, rule, missing)
    scam = scams.likeliest(_clues(case, findings), rule.scams if rule else ()) if state.flagged else None
    return Verdict(
        state=state, score=score, findings=_ordered(findings, rule), rule=rule.id if rule else "", scam=scam,
        unwanted=not state.flagged and case.expresses(*_SPAM), check_first=_check_first(case),
        checked=_checked(case.email), not_checked=tuple(unread), missing=missing if not state.flagged else (),
    )  # fmt: skip


def _findings(found: Iterable[tuple[Signal, Evidence]]) -> list[Finding]:
    """Each signal counts once, by its strongest finding; a family's further signs count less and less."""
    by_family: dict[Family, dict[str, list[tuple[float, Signal, Evidence]]]] = defaultdict(lambda: defaultdict(list))
    for signal, evidence in found:
        weight = (evidence.weight or signal.weight).value
        by_family[signal.family][signal.id].append((weight, signal, evidence))
    findings = []
    for signals in by_family.values():
        strongest = sorted(signals.values(), key=lambda group: -max(one[0] for one in group))
        for rank, group in enumerate(strongest):
            fading = _FADING[min(rank, len(_FADING) - 1)]
            best = max(group, key=lambda one: one[0])
            findings += [
                Finding(signal, evidence, weight * (fading if weight > 0 else 1) if one is best else 0.0)
                for one in group
                for weight, signal, evidence in (one,)
            ]
    return findings


def _clues(case: Case, findings: Iterable[Finding]) -> dict[str, float]:
    """What tells the kinds of scam apart (names as in scams.toml): the signs, and the firms that it poses as.

    A sign counts fully here, however many of its family there are: what is asked for does not fade beside the rest.
    """
    clues: dict[str, float] = defaultdict(float)
    posed_as = {claim.brand.name for claim in case.claims if claim.where == "name"}
    for finding in findings:
        weight = (finding.evidence.weight or finding.signal.weight).value
        if weight > 0:
            clues[finding.signal.id] = max(clues[finding.signal.id], weight)
            posed_as |= {finding.evidence.facts.get("brand", "")}
    for claim in case.claims:
        name = f"{POSES}{claim.brand.kind}"
        clues[name] = max(clues[name], (Weight.CLUE if claim.brand.name in posed_as else Weight.HINT).value)
    return clues


def _state(score: float, rule: Rule | None, missing: tuple[str, ...]) -> State:
    if rule or score >= LIKELY:
        return State.LIKELY_SCAM
    if score >= FLAGGED:
        return State.SUSPICIOUS
    return State.CANNOT_TELL if missing else State.NO_WARNING_SIGNS


def _missing(email: Email, unread: Iterable[Unread]) -> tuple[str, ...]:
    """What would have to be known for "no warning signs" to mean anything."""
    missing = [] if email.sender and email.sender.address else ["sender"]
    readable = sum(len(passage.text.split()) for passage in passages(email))
    cjk = any("\u3040" <= char <= "\u9fff" for passage in passages(email) for char in passage.text[:200])
    if readable < (2 if cjk else _FEW_WORDS) and not email.links:
        missing.append("text")
    missing += ["rest"] if any(one.why == TOO_HEAVY for one in unread) else []
    return tuple(missing)


def _ordered(findings: list[Finding], rule: Rule | None) -> tuple[Finding, ...]:
    """Most telling first: what a convicting rule stands on, then by weight; reassuring ones last."""

    def rank(finding: Finding) -> tuple[bool, float]:
        in_rule = bool(rule) and finding.weight > 0 and finding.signal.id in rule.names  # type: ignore[union-attr]  # rule is set
        return (not in_rule, -finding.weight)

    return tuple(sorted(findings, key=rank))


def _check_first(case: Case) -> tuple[str, ...]:
    return tuple(what for what, concepts in CHECK_FIRST.items() if case.expresses(*concepts))


def _checked(email: Email) -> tuple[str, ...]:
    checked = ["sender"] if email.sender and email.sender.address else []
    checked += ["authentication"] if any(one.trusted for one in email.authentication.results) else []
    checked += ["links"] if email.links else []
    checked += ["attachments"] if email.attachments else []
    return (*checked, "text") if any(passage.text.strip() for passage in passages(email)) else tuple(checked)
