"""Two shortcuts: "Check this message" on any message, answered in private there; and a box to paste a mail into."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.flows.ask import Prepared, Question, answer
from bot.flows.shapes import Dropped, Heard, How, Outcome, Person, Place, To
from bot.fronts.slack import names
from bot.fronts.slack.counter import Counter, Errand, workspace_for
from bot.fronts.slack.heard import handed_over
from bot.fronts.slack.listeners.colleague import asking_colleague
from bot.fronts.slack.payloads import Body, answer_url_of, channel_of, part, person_of, told_apart, typed, workspace_of
from bot.fronts.slack.views import paste_box, reading_now
from bot.fronts.slack.words import words


def register(app: AsyncApp, counter: Counter) -> None:
    """The message shortcut, the global shortcut, and the paste box when it is handed in."""

    @app.message_shortcut(names.CHECK_MESSAGE)
    async def check_message(ack: AsyncAck, body: dict[str, Any]) -> None:
        own = told_apart(body)
        await counter.take("pointed-at", _key(own), own)
        await ack()

    @app.global_shortcut(names.CHECK_MAIL)
    async def check_mail(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        open_paste_box(counter, body)

    @app.action(names.PASTE)
    async def paste(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        open_paste_box(counter, body)

    @app.view(names.PASTE_VIEW)
    async def pasted(ack: AsyncAck, body: dict[str, Any]) -> None:
        if not _pasted(body).text and not _files(body):
            await ack(response_action="errors", errors={names.MAIL: words()["paste"]["empty"]})
            return
        own = told_apart(body)
        await counter.take("pasted", _key(own), own)
        await ack(response_action="update", view=reading_now())

    counter.errands["pointed-at"] = Errand(lambda job, body: _pointed_at(counter, body), _pointer)
    counter.errands["pasted"] = Errand(lambda job, body: _answered_directly(counter, body), _paster)


def open_paste_box(counter: Counter, body: Body) -> None:
    """The box for a mail's text, its sender, and files where we may read them."""
    workspace = counter.workspaces.get(workspace_of(body))
    counter.open_box(body, paste_box(files=workspace is not None and workspace.may("files:read")))


def _pointer(body: Body) -> tuple[Person, To, str]:
    message = part(body, "message")
    thread = str(message.get("thread_ts") or message.get("ts") or "")
    person = person_of(body)
    return person, To(Place(person.workspace, channel_of(body), thread), person.id, answer_url_of(body)), _key(body)


async def _pointed_at(counter: Counter, body: Body) -> Outcome | None:
    person, to, slot = _pointer(body)
    workspace = workspace_for(counter, body)
    message = part(body, "message")
    if message.get("user") == workspace.bot_user or (workspace.bot_id and message.get("bot_id") == workspace.bot_id):
        await counter.tell("own-message", person, to, slot)
        return None

    async def prepare() -> Prepared:
        heard = await handed_over(counter.files, workspace, message, How.SHORTCUT)
        return Prepared(heard, await counter.people.asker(person))

    question = Question(
        person=person, to=to, slot=slot, how=How.SHORTCUT, prepare=prepare, adjust=asking_colleague(counter, person)
    )
    return await answer(question, counter.desk)


def _paster(body: Body) -> tuple[Person, To, str]:
    person = person_of(body)
    return person, To(Place(person.workspace, "")), _key(body)


async def _answered_directly(counter: Counter, body: Body) -> Outcome | None:
    """What was pasted into a box is answered in the direct message with the person: a box has no thread."""
    person, _, slot = _paster(body)
    workspace = workspace_for(counter, body)
    to = To(Place(person.workspace, await counter.messenger.direct_channel(workspace, person.id)))

    async def prepare() -> Prepared:
        dropped, more = await counter.files.dropped(workspace, _files(body))
        heard = Heard(How.PASTE_BOX, "", (*_pasted(body).files, *dropped), more_files=more)
        return Prepared(heard, await counter.people.asker(person))

    question = Question(
        person=person, to=to, slot=slot, how=How.PASTE_BOX, prepare=prepare, read_along=False,
        adjust=asking_colleague(counter, person),
    )  # fmt: skip
    return await answer(question, counter.desk)


def _pasted(body: Body) -> Heard:
    """The text in the box; the sender, where one is given, stands above it as a mail client shows it."""
    text = str(typed(body, names.MAIL, names.VALUE) or "").strip()
    sender = str(typed(body, names.SENDER, names.VALUE) or "").strip()
    whole = f"From: {' '.join(sender.split())}\n\n{text}" if sender and text else text or sender
    return Heard(How.PASTE_BOX, text or sender, (Dropped("", whole.encode("utf-8", "replace")),) if whole else ())


def _files(body: Body) -> list[Any]:
    found = typed(body, names.FILES, names.VALUE, "files")
    return found if isinstance(found, list) else []


def _key(body: Body) -> str:
    return str(body.get("trigger_id") or part(body, "view").get("id") or "")
