"""Several people, workspaces and apps on one page: everybody sees what is theirs, as it comes."""

from pathlib import Path

from playwright.async_api import expect
from slack_sdk.web.async_client import AsyncWebClient

from tests.browser.looking import looking
from tests.fronts.slack.company import company


async def test_two_people_see_each_others_messages_as_they_come(tmp_path: Path) -> None:
    async with company(tmp_path) as there, looking(there) as ann, looking(there) as bob:
        await ann.goes_to(there.general.id)
        await expect(bob.page.get_by_role("button", name="You are Ann Berg")).to_be_visible()  # its socket is open
        await bob.page.goto(f"{there.slack.core.origin}/#{there.bob.handle}/{there.general.id}")
        await expect(bob.page.get_by_role("button", name="You are Bob Field")).to_be_visible()
        await ann.page.get_by_role("textbox", name="Message #general").fill("good morning")
        await ann.page.keyboard.press("Enter")
        message = bob.page.locator("main article", has_text="good morning")
        await expect(message).to_contain_text("Ann Berg")
        await there.bob.reacts(there.general.messages[-1], "eyes")
        await expect(ann.page.locator("main article").get_by_role("button", name=":eyes: 1")).to_be_visible()


async def test_somebody_else_is_chosen_on_top_also_in_another_workspace(tmp_path: Path) -> None:
    async with company(tmp_path) as there, looking(there) as look:
        other = there.slack.workspace("Southwind")
        twin = other.person("Ann Berg of the south", handle=there.ann.handle)
        other.channel("south", members=[twin])
        await look.goes_to(there.general.id)
        for name, channel in (("Bob Field", "general"), ("Ann Berg of the south", "south")):
            await look.page.get_by_role("button", name="Be somebody else").click()
            await look.page.get_by_role("menuitemradio", name=name).click()
            await expect(look.page.get_by_role("button", name=f"You are {name}")).to_be_visible()
            await expect(look.page.get_by_role("navigation").get_by_role("button", name=channel)).to_be_visible()
        await look.page.reload()
        await expect(look.page.get_by_role("heading", name="Southwind")).to_be_visible()


async def test_while_an_app_works_its_line_stands_in_the_thread_and_goes_with_its_answer(tmp_path: Path) -> None:
    async with company(tmp_path, start=False) as there, looking(there) as look:
        asked = await there.ann.says(there.dm(), "is this legit?")
        client = AsyncWebClient(token=there.bot.token, base_url=there.slack.api_url)
        status = "is reading it"
        await client.assistant_threads_setStatus(channel_id=there.dm().id, thread_ts=asked.ts, status=status)
        await look.goes_to(f"{there.dm().id}/{asked.ts}")
        thread = look.page.get_by_role("complementary", name="Thread")
        await expect(thread).to_contain_text("Legitbot is reading it")
        await client.chat_postMessage(channel=there.dm().id, thread_ts=asked.ts, text="Here it is.")
        await expect(thread).to_contain_text("Here it is.")
        await expect(thread).not_to_contain_text("is reading it")
