"""An edit broke a file of tips: whoever runs the bot hears it once a day, with what to write."""

from pathlib import Path

from bot.fronts.slack.tips.desk.form import Written
from tests.fronts.slack.company import Company, Here, company
from tests.fronts.slack.reading import read_out
from tests.fronts.slack.tips.desk import time_of
from tests.fronts.slack.tips.test_desk_rounds import a_minute

GOOD = Written(
    "Papyrus is real", "Wait. Papyrus never changes its account. Call Ruth.", "Ruth knows.", "invoices"
).page()


def told(there: Company) -> list[str]:
    return [read_out(one.blocks) for one in there.answers(there.dm(there.bob)) if "mistake" in read_out(one.blocks)]


async def test_the_operator_is_told_once_and_what_the_file_said_before_is_still_sent(tmp_path: Path) -> None:
    from bot.app.running import running

    folder = tmp_path / "acme"
    folder.mkdir()
    file = folder / "papyrus.md"
    file.write_text(GOOD)
    async with company(tmp_path, tips_folder=str(folder), start=False) as there:
        config = there.config.changed(slack_operator=there.bob.id)
        async with running(config, Here(), time_of(there)) as there.running:
            await a_minute(there)
            assert not told(there)
            file.write_text(GOOD.replace('"invoices"', '"bills"'))
            await a_minute(there)
            await there.slack.until(lambda: told(there))
            file.write_text(GOOD.replace('"invoices"', '"bill"') + "\n")
            await a_minute(there)
            (said,) = told(there)
            assert "There is a mistake in acme/papyrus.md." in said
            assert "• topic: topics.toml has no topic 'bills'; write one of its ids." in said
            content = await there.running.front.counter.shelf.content(there.team.id)
            assert content.get("papyrus") is not None
            assert not there.answers(there.dm())  # Ann does not run the bot


async def test_where_nobody_is_named_only_the_first_page_says_it(tmp_path: Path) -> None:
    folder = tmp_path / "acme"
    folder.mkdir()
    (folder / "papyrus.md").write_text(GOOD)
    async with company(tmp_path, tips_folder=str(folder)) as there:
        (folder / "papyrus.md").write_text("nothing")
        await a_minute(there)
        assert not there.answers(there.dm()) and not told(there)
        assert there.running
        assert there.running.front.counter.shelf.living.mistakes
