"""Does Slack answer, does it take our tokens, what may they do, and do its clock and ours agree?"""

import asyncio
from collections.abc import Sequence

from bot.app.doctor.finding import Finding
from bot.app.doctor.patient import Patient
from bot.fronts.slack.probe import Identity, Probe, Reached, Refused, Unreached
from bot.fronts.slack.scopes import missing

CLOCK_OFF, CLOCK_WRONG = 30.0, 240.0  # seconds; signed requests are refused at 300
_KNOWN = {  # Slack's words that say by themselves what to do
    "invalid_auth": "refused", "not_authed": "refused", "account_inactive": "gone", "token_revoked": "gone",
    "token_expired": "gone", "not_allowed_token_type": "refused",
}  # fmt: skip
_AT_ONCE = 5


async def slack(patient: Patient) -> Sequence[Finding]:
    """Whether Slack answers; then what it says to each token, and to the app's."""
    told, config = patient.told, patient.config
    async with Probe(config.api_url, lambda: patient.now().timestamp()) as probe:
        try:
            reached = await probe.reach()
        except Unreached as error:
            return [told.wrong("slack", "away", address=config.api_url, why=error)]
        found = [told.ok("slack", ms=f"{reached.seconds * 1000:.0f}"), _clock(patient, reached)]
        found += await _app_token(patient, probe)
        slots = asyncio.Semaphore(_AT_ONCE)
        places = [*enumerate(config.bot_tokens, 1)]
        for findings in await asyncio.gather(*(_token(patient, probe, slots, *one) for one in places)):
            found += findings
        return found


def _clock(patient: Patient, reached: Reached) -> Finding:
    told = patient.told
    if reached.ahead is None:
        return told.warning("clock", "unknown")
    off, facts = abs(reached.ahead), {"seconds": f"{abs(reached.ahead):.0f}"}
    if off > CLOCK_WRONG:
        return told.wrong("clock", "off", **facts)
    return told.warning("clock", "off", **facts) if off > CLOCK_OFF else told.ok("clock", **facts)


async def _app_token(patient: Patient, probe: Probe) -> Sequence[Finding]:
    told, token = patient.told, patient.config.app_token
    if not token:
        return []
    try:
        await probe.opens_socket(token)
    except Unreached as error:
        return [told.wrong("app-token", "away", why=error)]
    except Refused as error:
        case = {"missing_scope": "scope", "socket_mode_not_enabled": "off"}.get(str(error), "refused")
        return [told.wrong("app-token", case, why=error)]
    return [told.ok("app-token")]


async def _token(
    patient: Patient, probe: Probe, slots: asyncio.Semaphore, number: int, token: str
) -> Sequence[Finding]:
    told, which = patient.told, _which(number, len(patient.config.bot_tokens))
    try:
        async with slots:
            found = await probe.identity(token)
    except Unreached as error:
        return [told.wrong("bot-token", "away", which=which, why=error)]
    except Refused as error:
        return [told.wrong("bot-token", _KNOWN.get(str(error), "other"), which=which, why=error)]
    return [told.ok("bot-token", which=which, workspace=_named(found)), *_scopes(patient, found)]


def _which(number: int, of: int) -> str:
    return "SLACK_BOT_TOKEN" if of == 1 else f"SLACK_BOT_TOKEN (number {number})"


def _named(found: Identity) -> str:
    return f"{found.name} ({found.id})" if found.name else found.id


def _scopes(patient: Patient, found: Identity) -> Sequence[Finding]:
    """What the workspace did not grant: the needed ones, and those that can be done without."""
    told, facts = patient.told, {"workspace": _named(found)}
    if found.scopes is None:
        return [told.warning("scopes", "unknown", **facts)]
    lacking = missing(found.scopes)
    if not lacking:
        return [told.ok("scopes", **facts)]
    return [
        (told.warning if one.optional else told.wrong)(
            "scopes", "optional" if one.optional else "needed",
            scope=one.name, lost=one.lost, instead=one.instead, **facts,
        )
        for one in lacking
    ]  # fmt: skip
