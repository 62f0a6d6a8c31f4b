"""A person writes to the bot and gets the answer where they are."""

from pathlib import Path

from tests.fronts.slack.company import company

SCAM = Path("messages/demo/01-order-to-cancel-by-phone.eml").read_bytes()


async def test_a_dropped_mail_is_judged_in_its_thread(tmp_path: Path) -> None:
    """The main job: whoever drops a mail gets a verdict that quotes it."""
    async with company(tmp_path) as there:
        message = await there.ann.says(there.dm(), "is this legit?", files=[("order.eml", SCAM)])
        said = await there.answer(message)
        print(said)
        assert said.startswith("**This is likely a scam.**")
