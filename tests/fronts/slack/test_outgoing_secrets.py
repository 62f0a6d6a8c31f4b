"""Logs and the database outlive a conversation: no token, no key, and no word of a mail may be read in them."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.fronts.slack import names
from bot.store.sealing import Keys, new_key
from bot.store.store import open_store
from tests.fronts.slack.company import Company, company
from tests.fronts.slack.mails import mail
from tests.fronts.slack.process import environment, legitbot

# Words that stand nowhere else: each as it may be written down.
WORDS = ("Zanzibarquartz", "Umbrafennel", "Quillowharf", "Vexingtonmarsh", "Tamberlinox", "Osprenwick", "Hollabrinth")
SENDER, SUBJECT, BODY, NAME, TYPED, SHARED, BOXED = WORDS


async def a_busy_day(there: Company) -> None:
    """Every way in, and Slack in trouble; the planted words come by all of them."""
    slack, ann, dm = there.slack, there.ann, there.dm()
    there.bot.joins(there.general)
    raw = mail(
        f"{NAME} Shop <{SENDER}@gmail.com>", SUBJECT, f"Pay {BODY} $900, call 803-555-0142 https://{BODY}.example/x"
    )
    for fault in ("server_error", "drop_connection", "rate_limit", "lose_reply"):
        getattr(slack.faults, fault)("chat.postMessage")
        message = await ann.says(dm, TYPED, files=[(f"{NAME}.eml", raw)])
        await there.answer(message)
    slack.faults.server_error("download", times=9)
    slack.faults.error("users.info", "internal_error", times=9)
    lost = await ann.says(dm, f"{TYPED}?", files=[(f"{NAME}.eml", raw)])
    await there.answer(lost)
    slack.faults.clear()
    shared = await there.bob.says(there.general, f"From: {SENDER}@gmail.com\nSubject: {SUBJECT}\n\n{SHARED} pay now")
    await ann.uses_shortcut(there.app, names.CHECK_MESSAGE, shared)
    await there.private_answer(ann, there.general)
    await ann.runs(there.app, "/legit", f"check {TYPED} {BODY}", channel=there.general)
    await there.private_answer(ann, there.general, 2)
    await ann.uses_shortcut(there.app, names.CHECK_MAIL)
    before = len(there.answers(dm))
    await ann.submits(
        await there.box(ann), {names.MAIL: {names.VALUE: f"{BOXED} pay"}, names.SENDER: {names.VALUE: SENDER}}
    )
    await slack.until(lambda: len(there.answers(dm)) > before)


@pytest.mark.thorough
async def test_no_secret_and_no_word_of_a_mail_is_left_behind(tmp_path: Path) -> None:
    key = new_key()
    async with company(tmp_path, start=False) as there:
        variables = environment(there.slack, there.app, tmp_path, there.bot, LEGITBOT_KEY=key)
        planted = [there.bot.token, there.app.app_token, there.app.signing_secret, key, *WORDS]
        async with legitbot(variables, "run", "-v") as process:
            await a_busy_day(there)
            assert not found(planted, *tmp_path.glob("legitbot.db*"))  # while all of it is kept, it is sealed
            process.terminate()
            assert await process.wait() == 0
    log = tmp_path / "log.txt"
    assert '"level": "info"' in log.read_text()  # it was told to say more
    assert not found(planted, log)
    store = await open_store(f"sqlite:///{tmp_path / 'legitbot.db'}", Keys.read(key))
    await store.sweep(datetime.now(UTC) + timedelta(days=2))
    await store.close()
    assert not found(planted, *tmp_path.glob("legitbot.db*"))


def found(planted: list[str], *files: Path) -> list[tuple[str, str]]:
    """What stands in a file, as it is or as UTF-16, whatever its case."""
    assert files
    told = [(path.name, path.read_bytes().lower()) for path in files]
    return [
        (name, word) for name, data in told for word in planted for coding in ("utf-8", "utf-16-le")
        if word.lower().encode(coding) in data
    ]  # fmt: skip
