"""Does Slack answer, does it take our tokens, what may they do, and do its clock and ours agree?"""

import asyncio
from collections.abc import Sequence

from bot.app.doctor.finding import Finding
from bot.app.doctor.patient import Patient
from bot.fronts.slack.install.flow import INSTALL_PATH
from bot.fronts.slack.probe import Identity, Probe, Reached, Refused, Unreached
from bot.fronts.slack.scopes import missing
from bot.store.findings import installed

CLOCK_OFF, CLOCK_WRONG = 30.0, 240.0  # seconds; signed requests are refused at 300
_KNOWN = {  # Slack's words that say by themselves what to do
    "invalid_auth": "refused", "not_authed": "refused", "account_inactive": "gone", "token_revoked": "gone",
    "token_expired": "gone", "not_allowed_token_type": "refused",
}  # fmt: skip
_AT_ONCE = 5
ASKING = 40.0  # seconds for all tokens


async def slack(patient: Patient) -> Sequence[Finding]:
    """Whether Slack answers, what time it is there, and whether it lets the app in."""
    told, config = patient.told, patient.config
    async with _probe(patient) as probe:
        try:
            reached = await probe.reach()
        except Unreached as error:
            return [told.wrong("slack", "away", address=config.api_url, why=error)]
        patient.slack_answers = True
        answers = told.ok("slack", ms=f"{reached.seconds * 1000:.0f}")
        return [answers, _clock(patient, reached), *await _app_token(patient, probe)]


async def tokens(patient: Patient) -> Sequence[Finding]:
    """What Slack says to each bot token, whoever gave it."""
    if not patient.slack_answers:
        return []
    slots, known = asyncio.Semaphore(_AT_ONCE), await _known(patient)
    page = _install_page(patient, nobody=not known) if patient.config.client_id else []
    if not known:
        return page
    async with _probe(patient) as probe:
        asked = [asyncio.create_task(_token(patient, probe, slots, *one)) for one in known]
        _, late = await asyncio.wait(asked, timeout=ASKING)
        for one in late:
            one.cancel()
        await asyncio.gather(*late, return_exceptions=True)
    found = [*page, *(finding for one in asked if one not in late for finding in one.result())]
    return [*found, patient.told.warning("bot-token", "unasked", number=len(late))] if late else found


def _install_page(patient: Patient, *, nobody: bool) -> list[Finding]:
    """Where workspaces install the bot by themselves; without it the bot needs one that is there already."""
    told, url = patient.told, patient.config.settings.web.public_url
    if not url:
        return [told.wrong("install-page", "needed") if nobody else told.warning("install-page", "closed")]
    facts = {"url": url + INSTALL_PATH}
    return [told.ok("install-page", "nobody", **facts) if nobody else told.ok("install-page", **facts)]


def _probe(patient: Patient) -> Probe:
    return Probe(patient.config.api_url, lambda: patient.now().timestamp())


async def _known(patient: Patient) -> list[tuple[str, str]]:
    """What each token is to the operator, and the token: those of the environment, and those that are stored."""
    given = patient.config.bot_tokens
    found = [
        (f"SLACK_BOT_TOKEN (number {i})" if len(given) > 1 else "SLACK_BOT_TOKEN", one)
        for i, one in enumerate(given, 1)
    ]
    if patient.look and patient.key_fits and (keys := patient.keys):
        stored = await installed(patient.look, keys)
        found += [
            (patient.told.page("stored-token", workspace=f"{one.name} ({one.workspace})"), one.token) for one in stored
        ]
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


async def _token(patient: Patient, probe: Probe, slots: asyncio.Semaphore, which: str, token: str) -> Sequence[Finding]:
    told = patient.told
    if not token:
        return [told.wrong("bot-token", "sealed", which=which)]
    try:
        async with slots:
            found = await probe.identity(token)
    except Unreached as error:
        return [told.wrong("bot-token", "away", which=which, why=error)]
    except Refused as error:
        return [told.wrong("bot-token", _KNOWN.get(str(error), "other"), which=which, why=error)]
    return [told.ok("bot-token", which=which, workspace=_named(found)), *_scopes(patient, found)]


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
