"""Files live behind a login, and Slack answers 200 to those it turns away: a bot must not take that page for a mail."""

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError

from bot.localslack import LocalSlack
from tests.localslack.conftest import Firm, firm_on

EML = b"From: ann@acme.example\nSubject: hi\n\nhello\n"


async def fetched(url: str, token: str = "") -> tuple[int, str, bytes]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    async with aiohttp.ClientSession() as session, session.get(url, headers=headers) as answer:
        return answer.status, answer.content_type, await answer.read()


async def test_an_uploaded_file_comes_in_the_event_and_can_be_fetched(firm: Firm) -> None:
    message = await firm.ann.says(firm.dm, "legit?", files=[("Strange Mail.eml", EML)])
    event = next(one.payload["event"] for one in firm.slack.deliveries if one.type == "message")
    assert (event["subtype"], event["text"]) == ("file_share", "legit?")
    (file,) = event["files"]
    assert (file["name"], file["filetype"], file["size"], file["mode"]) == (
        "Strange Mail.eml",
        "eml",
        len(EML),
        "hosted",
    )
    assert file["user"] == firm.ann.id
    for key in ("url_private", "url_private_download"):
        assert await fetched(file[key], firm.bot.token) == (200, "message/rfc822", EML)
    info = (await firm.client().files_info(file=file["id"]))["file"]
    assert info["ims"] == [firm.dm.id]
    assert info["shares"]["private"][firm.dm.id][0]["ts"] == message.ts


async def test_the_file_itself_is_announced_too(firm: Firm) -> None:
    message = await firm.ann.says(firm.dm, "", files=[("a.txt", b"hi")])
    (event,) = (one.payload["event"] for one in firm.slack.deliveries if one.type == "file_shared")
    assert (event["file_id"], event["channel_id"]) == (message.files[0]["id"], firm.dm.id)


@pytest.mark.parametrize("token", ["", "xoxb-1-1-nobody"])
async def test_without_a_good_token_there_is_a_login_page_at_200(firm: Firm, token: str) -> None:
    message = await firm.ann.says(firm.dm, "", files=[("a.eml", EML)])
    status, kind, page = await fetched(message.files[0]["url_private_download"], token)
    assert (status, kind) == (200, "text/html")
    assert b"Sign in" in page


async def test_without_the_scope_there_is_a_login_page_too(slack: LocalSlack) -> None:
    poor = firm_on(slack, scopes=("im:history",))
    message = await poor.ann.says(poor.dm, "", files=[("a.eml", EML)])
    assert (await fetched(message.files[0]["url_private"], poor.bot.token))[1] == "text/html"


async def test_a_deleted_file_is_gone(firm: Firm) -> None:
    message = await firm.ann.says(firm.dm, "", files=[("a.eml", EML)])
    await firm.ann.deletes_file(message)
    with pytest.raises(SlackApiError, match="file_deleted"):
        await firm.client().files_info(file=message.files[0]["id"])
    assert (await fetched(message.files[0]["url_private"], firm.bot.token))[0] == 404


async def test_a_file_of_a_channel_without_the_bot_is_not_found(firm: Firm) -> None:
    message = await firm.ann.says(firm.private, "", files=[("a.eml", EML)])
    with pytest.raises(SlackApiError, match="file_not_found"):
        await firm.client().files_info(file=message.files[0]["id"])


async def test_a_strangers_file_is_a_stub_until_it_is_asked_for(firm: Firm) -> None:
    stranger = firm.team.person("Eve", stranger=True)
    shared = firm.team.channel("with-partner", [firm.bot, stranger], shared=True)
    message = await stranger.says(shared, "", files=[("a.eml", EML)])
    (stub,) = message.files
    assert stub == {"id": stub["id"], "mode": "file_access", "file_access": "check_file_info"}
    info = (await firm.client().files_info(file=stub["id"]))["file"]
    assert info["name"] == "a.eml"
    assert (await fetched(info["url_private_download"], firm.bot.token))[2] == EML


async def test_an_app_uploads_with_the_real_client(firm: Firm) -> None:
    answer = await firm.client().files_upload_v2(
        channel=firm.general.id, filename="chart.csv", content="a,b\n1,2\n", title="A chart", initial_comment="here"
    )
    (message,) = firm.general.messages
    assert (message.text, message.files[0]["title"], message.bot_id) == ("here", "A chart", firm.bot.bot_id)
    assert await fetched(answer["file"]["url_private"], firm.bot.token) == (200, "text/csv", b"a,b\n1,2\n")


async def test_an_app_lists_what_it_may_see_and_deletes_its_own(firm: Firm) -> None:
    client = firm.client()
    seen = await firm.ann.says(firm.general, "", files=[("a.eml", EML)])
    await firm.ann.says(firm.private, "", files=[("b.eml", EML)])
    mine = (await client.files_upload_v2(channel=firm.general.id, filename="chart.csv", content="a"))["file"]
    assert [one["name"] for one in (await client.files_list())["files"]] == ["a.eml", "chart.csv"]
    with pytest.raises(SlackApiError, match="cant_delete_file"):
        await client.files_delete(file=seen.files[0]["id"])
    await client.files_delete(file=mine["id"])
    assert [one["name"] for one in (await client.files_list())["files"]] == ["a.eml"]


async def test_an_upload_without_bytes_is_not_completed(firm: Firm) -> None:
    client = firm.client()
    place = await client.files_getUploadURLExternal(filename="a.csv", length=3)
    with pytest.raises(SlackApiError, match="file_update_failed"):
        await client.files_completeUploadExternal(files=[{"id": str(place["file_id"])}], channel_id=firm.general.id)
    assert not firm.general.messages
