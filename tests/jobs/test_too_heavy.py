"""Mails that cost more than a turn may: judged by what was read of them, and it is said. Real processes."""

from email.message import EmailMessage

import pytest

from bot.flows.memory import opened
from bot.flows.ports import TooSlow
from bot.flows.shapes import Dropped, Heard, Turned
from bot.jobs.analysis import AnalysisPool
from bot.mail.email import Attachment
from bot.watch.metrics import REGISTRY
from tests.jobs.test_analysis import ANN, ASKER, asked, pool, process_of
from tests.mail.attachments.made import lines, pdf, qr

TOO_HEAVY = "This mail is too heavy for me to read whole"
LURE = "Your order of $1,249.00 will be charged today. To cancel the order call 803-555-0142 now."
CALM = "The garden will be watered on Friday morning, so please close the windows on that side of the house."
A_PDF = pdf(lines("Invoice 17 for two chairs"))


ENDS = ("answered", "brief", "too_slow", "crashed", "failed")


def of_end(end: str) -> float:
    return REGISTRY.get_sample_value("legitbot_analyses_total", {"end": end}) or 0


class Ends:
    """How the analyses of one test ended."""

    def __init__(self) -> None:
        self._before = {end: of_end(end) for end in ENDS}

    def now(self) -> dict[str, float]:
        """How many since the test began, without the zeros."""
        return {end: of_end(end) - before for end, before in self._before.items() if of_end(end) > before}


@pytest.fixture
def counted() -> Ends:
    return Ends()


def mail(text: str, files: int = 1, sender: str = "Amazon Orders <amz.orders@mail.test>") -> Dropped:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, "ann@acme.example", "A message"
    message.set_content(text)
    for number in range(files):
        message.add_attachment(A_PDF, maintype="application", subtype="pdf", filename=f"{number}.pdf")
    return Dropped("mail.eml", message.as_bytes())


async def judged(analysts: AnalysisPool, one: Dropped) -> Turned:
    return await analysts.turn(Heard(files=(one,)), b"", ASKER, ANN)


def says(turned: Turned) -> list[str]:
    """The lines of the answer."""
    assert turned.reply
    return ["".join(span.text for span in block.spans) for block in turned.reply.blocks]


def files(turned: Turned) -> tuple[Attachment, ...]:
    email = opened(turned.memory).email
    assert email
    return email.attachments


@pytest.mark.thorough
async def test_a_lure_beside_a_file_that_hangs_its_reader_is_convicted_all_the_same(counted: Ends) -> None:
    async with pool(limit_seconds=1, function="tests.jobs.workers:hanging_pdfs") as analysts:
        turned = await judged(analysts, mail(LURE))
    assert [one.state for one in turned.judged] == ["likely_scam"]
    assert says(turned)[1].startswith(TOO_HEAVY)
    assert "0.pdf (too heavy)" in says(turned)[-1]
    assert counted.now() == {"brief": 1}
    assert [(one.name, one.real, one.text) for one in files(turned)] == [("0.pdf", "pdf", "")]


@pytest.mark.thorough
async def test_where_nothing_was_found_in_the_part_that_was_read_nobody_is_reassured(counted: Ends) -> None:
    one = mail(CALM, sender="House <house@acme.example>")
    async with pool(function="bot.flows.conversation:turn") as analysts:
        whole = await judged(analysts, one)
    async with pool(limit_seconds=1, function="tests.jobs.workers:hanging_pdfs") as analysts:
        part = await judged(analysts, one)
        why = await analysts.turn(Heard(text="how sure are you?"), part.memory, ASKER, ANN)
    assert [each.state for each in whole.judged] == ["no_warning_signs"]
    assert TOO_HEAVY not in " ".join(says(whole))
    assert [each.state for each in part.judged] == ["cannot_tell"]
    assert says(part)[:2] == [
        "I can't tell yet. Something bad may be in the part that I did not read.",
        "This mail is too heavy for me to read whole, so I only looked at a part of it.",
    ]
    assert "too heavy" in says(why)[0]
    assert counted.now() == {"answered": 2, "brief": 1}


@pytest.mark.thorough
async def test_a_mail_that_is_only_slow_is_read_as_far_as_the_time_goes_and_nothing_is_killed(counted: Ends) -> None:
    async with pool(limit_seconds=5, function="tests.jobs.workers:slow_pdfs") as analysts:
        [process] = analysts._all
        turned = await judged(analysts, mail(LURE, files=45))
        assert [*analysts._all] == [process]
    assert [one.state for one in turned.judged] == ["likely_scam"]
    assert says(turned)[1].startswith(TOO_HEAVY)
    read = [bool(one.text) for one in files(turned)]
    assert any(read) and not all(read) and read == sorted(read, reverse=True), "from the first one on"
    assert counted.now() == {"answered": 1}


@pytest.mark.thorough
async def test_a_file_that_eats_all_memory_is_closed_and_the_rest_is_judged(counted: Ends) -> None:
    async with pool(function="tests.jobs.workers:eating_pdfs") as analysts:
        turned = await judged(analysts, mail(LURE))
    assert [one.state for one in turned.judged] == ["likely_scam"]
    assert says(turned)[1].startswith(TOO_HEAVY)
    assert counted.now() == {"answered": 1}


@pytest.mark.thorough
async def test_a_turn_that_eats_all_memory_is_ended_before_its_time_and_taken_briefly(counted: Ends) -> None:
    async with pool(limit_seconds=120, function="tests.jobs.workers:really") as analysts:
        turned = await analysts.turn(Heard(files=(Dropped("eat.eml", mail(LURE).data),)), b"", ASKER, ANN)
    assert [one.state for one in turned.judged] == ["likely_scam"]
    assert counted.now() == {"brief": 1}


@pytest.mark.thorough
async def test_honest_files_are_read_within_the_limits() -> None:
    big = pdf(lines(*(f"Position {number}: a chair, oak, 149.00" for number in range(400))))
    message = EmailMessage()
    message["From"], message["Subject"] = "Shop <shop@firm.example>", "Your invoice"
    message.set_content(CALM)
    for number in range(8):
        message.add_attachment(big, maintype="application", subtype="pdf", filename=f"{number}.pdf")
    async with pool(function="bot.flows.conversation:turn") as analysts:
        turned = await judged(analysts, Dropped("mail.eml", message.as_bytes()))
    assert all("Position 0" in one.text for one in files(turned))
    assert TOO_HEAVY not in " ".join(says(turned))


@pytest.mark.thorough
async def test_how_every_analysis_ended_is_counted(counted: Ends) -> None:
    async with pool(limit_seconds=1) as analysts:
        await asked(analysts)
        for deed in ("hang", "crash", "raise"):
            with pytest.raises(TooSlow):
                await asked(analysts, deed)
    assert counted.now() == {"answered": 1, "too_slow": 1, "crashed": 1, "failed": 1}


@pytest.mark.thorough
async def test_a_process_that_keeps_much_memory_gives_way_after_its_answer() -> None:
    async with pool(memory_mb=600, function="tests.jobs.workers:leaking") as analysts:
        first, second = await asked(analysts), await asked(analysts)
    assert process_of(first) != process_of(second)


@pytest.mark.thorough
async def test_a_picture_that_is_too_heavy_is_not_said_to_hold_no_code() -> None:
    async with pool(limit_seconds=1, function="tests.jobs.workers:hanging_pictures") as analysts:
        turned = await judged(analysts, Dropped("photo.png", qr("https://shop.example/")))
    assert "This picture is too heavy for me" in " ".join(says(turned))
    assert "found none" not in " ".join(says(turned))
