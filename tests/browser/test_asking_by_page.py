"""Every way to ask Legitbot, done by hand in the browser: the page, the local Slack and the bot are the real ones."""

import base64
from pathlib import Path

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.looking import Look, looking
from tests.fronts.slack.company import company
from tests.fronts.slack.mails import BOSS, GENUINE, MAILBOX, PASTED, SCAM, WITHOUT_SENDER

DROP = """async ([target, files]) => {
  const data = new DataTransfer();
  for (const [name, type, text] of files) {
    const bytes = Uint8Array.from(atob(text), sign => sign.charCodeAt(0));
    data.items.add(new File([bytes], name, {type}));
  }
  for (const kind of ["dragenter", "dragover", "drop"]) {
    target.dispatchEvent(new DragEvent(kind, {dataTransfer: data, bubbles: true, cancelable: true}));
  }
}"""


async def opened_bot(look: Look) -> Page:
    """Ann opens the bot by the list on the left."""
    await look.page.get_by_role("navigation").get_by_role("button", name="Legitbot").click()
    await expect(look.page.get_by_role("textbox", name="Message Legitbot")).to_be_visible()
    return look.page


def thread(look: Look) -> Locator:
    return look.page.get_by_role("complementary", name="Thread")


async def write(page: Page, box: str, text: str) -> None:
    await page.get_by_role("textbox", name=box).fill(text)
    await page.keyboard.press("Enter")


async def drop(look: Look, *files: tuple[str, bytes]) -> None:
    """Let files fall on the conversation."""
    target = await look.page.locator("main .conversation").element_handle()
    given = [[name, "application/octet-stream", base64.b64encode(data).decode()] for name, data in files]
    await look.page.evaluate(DROP, [target, given])


async def room(look: Look, name: str) -> None:
    await look.page.get_by_role("navigation").get_by_role("button", name=name).click()
    await expect(look.page.get_by_role("textbox", name=f"Message #{name}")).to_be_visible()


async def hovered(look: Look, words: str) -> Locator:
    """The message in the open channel with these words, its tools shown."""
    message = look.page.locator("main article", has_text=words).first
    await message.hover()
    return message


async def test_a_pasted_mail_is_judged_and_the_answer_is_there_to_see(tmp_path: Path) -> None:
    async with company(tmp_path) as there, looking(there) as look:
        page = await opened_bot(look)
        await write(page, "Message Legitbot", PASTED)
        await expect(thread(look)).to_contain_text("This is likely a scam.")
        await expect(thread(look)).to_contain_text("803-555-0142")
        await expect(page.get_by_role("textbox", name="Message Legitbot")).to_have_value("")


async def test_a_dropped_file_waits_to_be_sent_and_is_judged(tmp_path: Path) -> None:
    async with company(tmp_path) as there, looking(there) as look:
        page = await opened_bot(look)
        await drop(look, ("order.eml", SCAM), ("kettle.eml", GENUINE))
        chips = page.get_by_role("list", name="Files to send")
        await expect(chips.get_by_role("listitem")).to_have_count(2)
        await chips.get_by_role("button", name="Remove kettle.eml").click()
        await expect(chips.get_by_role("listitem")).to_have_count(1)
        await page.get_by_role("button", name="Send").first.click()
        await expect(thread(look)).to_contain_text("This is likely a scam.")
        sent = [file["name"] for message in there.dm().messages for file in message.files]
        assert sent == ["order.eml"]


async def test_an_email_sent_into_a_channel_is_answered_there(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        async with looking(there) as look:
            await room(look, "general")
            await look.page.get_by_role("button", name="Add a file, a shortcut or a command").first.click()
            await look.page.get_by_role("menuitem", name="Send an email into this channel").click()
            box = look.page.get_by_role("dialog")
            await box.get_by_text("Paste", exact=True).click()
            await box.get_by_role("textbox").fill(BOSS.decode())
            await box.get_by_role("button", name="Send").click()
            mail = look.page.locator("main article", has_text="Maria Keller").first
            await expect(mail).to_be_visible()
            await mail.get_by_role("button", name="1 reply").click()
            await expect(thread(look)).to_contain_text("likely a scam")


async def test_the_shortcut_on_a_message_answers_to_whoever_used_it(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        await there.bob.says(there.general, PASTED)
        async with looking(there) as look:
            await room(look, "general")
            await (await hovered(look, "Thank you for your order")).get_by_role("button", name="More").click()
            await look.page.get_by_role("menuitem", name="Check this message").click()
            private = look.page.locator("main article", has_text="This is likely a scam.")
            await expect(private).to_contain_text("Only you can see this")
        assert not there.bob.ephemerals(there.general)


async def test_the_sender_is_asked_for_and_told(tmp_path: Path) -> None:
    async with company(tmp_path) as there, looking(there) as look:
        page = await opened_bot(look)
        await write(page, "Message Legitbot", WITHOUT_SENDER)
        await expect(thread(look)).to_contain_text("sender")
        await thread(look).get_by_role("textbox", name="Reply").fill("it came from Amazon <billing@free-mail.example>")
        await page.keyboard.press("Enter")
        await expect(thread(look).locator("article")).to_have_count(4)
        await expect(thread(look).locator("article").last).to_contain_text("free-mail[.]example")


async def test_the_sender_can_be_told_in_the_box_that_the_button_opens(tmp_path: Path) -> None:
    async with company(tmp_path) as there, looking(there) as look:
        page = await opened_bot(look)
        await write(page, "Message Legitbot", WITHOUT_SENDER)
        await thread(look).get_by_role("button", name="Add the sender").click()
        box = page.get_by_role("dialog", name="Who sent it?")
        await box.get_by_role("button", name="Send").click()
        await expect(box).to_contain_text("Please fill this in")
        await box.get_by_role("textbox").fill("Amazon <billing@free-mail.example>")
        await box.get_by_role("button", name="Send").click()
        await expect(box).to_have_count(0)
        await expect(thread(look).locator("article").last).to_contain_text("free-mail[.]example")


@pytest.mark.thorough
async def test_who_clicked_gets_the_steps(tmp_path: Path) -> None:
    async with company(tmp_path) as there, looking(there) as look:
        page = await opened_bot(look)
        await drop(look, ("mailbox.eml", MAILBOX))
        await page.get_by_role("button", name="Send").first.click()
        await thread(look).get_by_role("button", name="I clicked").click()
        await expect(thread(look)).to_contain_text("Thank you for telling me")
        await expect(thread(look)).to_contain_text("Where to report it")


async def test_the_home_tab_shows_the_last_checks_and_opens_the_paste_box(tmp_path: Path) -> None:
    async with company(tmp_path) as there, looking(there) as look:
        page = await opened_bot(look)
        await write(page, "Message Legitbot", PASTED)
        await expect(thread(look)).to_contain_text("This is likely a scam.")
        await page.get_by_role("button", name="Home", exact=True).click()
        home = page.get_by_role("region", name="Home")
        await expect(home).to_contain_text("Likely a scam")
        await expect(home).to_contain_text("today at")
        await home.get_by_role("button", name="Paste a mail").click()
        box = page.get_by_role("dialog", name="Check a mail")
        await box.get_by_role("textbox", name="The mail's text").fill(PASTED)
        await box.get_by_role("button", name="Check it").click()
        await expect(box).to_contain_text("I am reading it now")


async def test_the_clock_moves_for_the_bot_too(tmp_path: Path) -> None:
    async with company(tmp_path) as there, looking(there) as look:
        page = await opened_bot(look)
        await write(page, "Message Legitbot", PASTED)
        await expect(thread(look)).to_contain_text("This is likely a scam.")
        await page.get_by_role("button", name="Slack's clock").click()
        await page.get_by_role("menuitem", name="A day ahead").click()
        await page.get_by_role("button", name="Home", exact=True).click()
        await expect(page.get_by_role("region", name="Home")).to_contain_text("yesterday at")


async def test_a_reload_in_the_middle_comes_back_to_the_same_place(tmp_path: Path) -> None:
    async with company(tmp_path) as there, looking(there) as look:
        page = await opened_bot(look)
        await write(page, "Message Legitbot", PASTED)
        await expect(thread(look)).to_contain_text("This is likely a scam.")
        await thread(look).get_by_role("textbox", name="Reply").fill("half a sen")
        at = page.url
        await page.reload()
        assert page.url == at
        await expect(thread(look)).to_contain_text("This is likely a scam.")
        await expect(thread(look).get_by_role("textbox", name="Reply")).to_have_value("half a sen")
        await thread(look).get_by_role("button", name="I called").click()
        await expect(thread(look)).to_contain_text("Hang up")


async def test_a_slash_command_is_completed_and_answered(tmp_path: Path) -> None:
    async with company(tmp_path) as there, looking(there) as look:
        page = await opened_bot(look)
        box = page.get_by_role("textbox", name="Message Legitbot").or_(
            page.get_by_role("combobox", name="Message Legitbot")
        )
        await box.click()
        await page.keyboard.type("/leg")
        await expect(page.get_by_role("option", name="/legit")).to_be_visible()
        await page.keyboard.press("Tab")
        await page.keyboard.type("help")
        await page.keyboard.press("Enter")
        await expect(page.locator("main")).to_contain_text("Only you can see this")


async def test_a_mention_in_a_thread_judges_the_message_above(tmp_path: Path) -> None:
    async with company(tmp_path) as there:
        there.bot.joins(there.general)
        await there.bob.says(there.general, PASTED)
        async with looking(there) as look:
            await room(look, "general")
            message = await hovered(look, "Thank you for your order")
            await message.get_by_role("button", name="Reply in thread").click()
            await thread(look).get_by_label("Reply", exact=True).fill("@Legitbot is this legit?")
            await look.page.keyboard.press("Enter")
            await expect(thread(look)).to_contain_text("This is likely a scam.")
