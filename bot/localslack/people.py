"""What a person does in Slack, one method each: the driver that tests and the browser page use."""

from dataclasses import dataclass, field
from typing import Any

from bot.localslack import text as words
from bot.localslack.calls import Ack, Delivery
from bot.localslack.core import Core
from bot.localslack.happenings import acts, answers, messages, rooms, sharing, views
from bot.localslack.happenings import interactions as told
from bot.localslack.happenings.typing import message_body, share_body
from bot.localslack.world.apps import App, Installed
from bot.localslack.world.channels import Channel
from bot.localslack.world.messages import Message
from bot.localslack.world.users import User
from bot.localslack.world.views import View
from bot.localslack.world.workspace import Workspace


@dataclass(slots=True, eq=False)
class Person(User):
    """A human member. Each act returns once it is on its way to the apps; `runs` and `submits` wait for the ack."""

    core: Core = field(kw_only=True, repr=False)
    team: Workspace = field(kw_only=True, repr=False)

    # ── What they see ───────────────────────────────────────────────────────────────────────────────────────

    @property
    def view(self) -> View | None:
        """The modal on top, if one is open."""
        stack = self.team.stacks.get(self.id)
        return stack[-1] if stack else None

    @property
    def stack(self) -> list[View]:
        """The open modals, the lowest first."""
        return list(self.team.stacks.get(self.id, []))

    @property
    def home(self) -> dict[str, Any] | None:
        """The home tab that was published last, as Slack's view object."""
        mine = [view for (user, _), view in self.team.homes.items() if user == self.id]
        return mine[-1].body if mine else None

    @property
    def statuses(self) -> list[dict[str, Any]]:
        """Every "is thinking..." line that was set where they are, oldest first: channel, thread_ts, status."""
        return [one for one in self.team.statuses if self.team.channels[one["channel"]].has(self)]

    @property
    def prompts(self) -> list[dict[str, Any]]:
        """The suggested prompts that they see: title and message. Those set for a thread do not show."""
        mine = [one for one in self.team.prompts if one["shown"] and self.team.channels[one["channel"]].has(self)]
        return list(mine[-1]["prompts"]) if mine else []

    def ephemerals(self, channel: Channel) -> list[Message]:
        """The messages in a channel that only they see."""
        return [one for one in channel.ephemerals if one.ephemeral_to == self.id and not one.deleted]

    # ── What they write ─────────────────────────────────────────────────────────────────────────────────────

    async def says(
        self,
        channel: Channel,
        text: str = "",
        *,
        thread: Message | str | None = None,
        files: list[tuple[str, bytes]] | None = None,
        broadcast: bool = False,
    ) -> Message:
        """Type a message, with files; `thread` is the message (or its ts) that it hangs under."""
        acts.check_present(self, channel)
        body = message_body(self.core, self, text, thread, broadcast)
        payload = {"channel": channel.id, "text": text}
        if not files:
            return messages.post(self.core, self.team, channel, body, payload=payload)
        kept = [sharing.kept(self.core, self.team, self, name, data) for name, data in files]
        body |= {"subtype": "file_share", "upload": False, "display_as_bot": False}
        return sharing.share(self.core, self.team, channel, kept, body, payload)

    async def edits(self, message: Message, text: str) -> None:
        block = words.rich_text(text, self.core.ids.block())
        changes = {"text": words.typed(text), "blocks": [block]}
        messages.edit(self.core, self.team, message, changes, by=self.id)

    async def deletes(self, message: Message) -> None:
        messages.delete(self.core, self.team, message)

    async def deletes_file(self, message: Message, number: int = 0) -> None:
        """Delete a file of a message; who asks for it now hears file_deleted."""
        sharing.delete(self.core, self.team, self.team.files[message.files[number]["id"]])

    async def shares(self, message: Message, into: Channel, text: str = "") -> Message:
        """Forward a message inside Slack."""
        acts.check_present(self, into)
        for file in message.files:
            self.team.files[file["id"]].channels.append(into.id)
        body = share_body(self.core, self.team, self, message, text)
        return messages.post(self.core, self.team, into, body, payload={"channel": into.id, "text": text})

    async def reacts(self, message: Message, name: str) -> None:
        messages.react(self.core, self.team, message, name, self)

    async def unreacts(self, message: Message, name: str) -> None:
        messages.unreact(self.core, self.team, message, name, self)

    # ── Where they go ───────────────────────────────────────────────────────────────────────────────────────

    async def joins(self, channel: Channel) -> None:
        rooms.join(self.core, self.team, channel, self)

    async def leaves(self, channel: Channel) -> None:
        rooms.leave(self.core, self.team, channel, self)

    async def invites(self, user: User, channel: Channel) -> None:
        """Bring a person or a bot into a channel."""
        rooms.join(self.core, self.team, channel, user, inviter=self)

    async def removes(self, user: User, channel: Channel) -> None:
        rooms.leave(self.core, self.team, channel, user)

    async def archives(self, channel: Channel) -> None:
        rooms.archive(self.core, self.team, channel, self)

    async def opens(self, app: App | Installed, tab: str = "home") -> Channel:
        """Open the app's "home" or "messages" tab; the direct message with it, which is there from then on."""
        bot = acts.installed(self.core, self.team, app)
        channel = rooms.direct(self.core, self.team, self, bot)
        event: dict[str, Any] = {"type": "app_home_opened", "user": self.id, "channel": channel.id, "tab": tab}
        home = self.team.homes.get((self.id, bot.app_id))
        if tab == "home" and home:
            event["view"] = dict(home.body)
        self.core.office.announce(self.team, event | {"event_ts": self.core.ts()}, channel, only=bot)
        return channel

    # ── What they use ───────────────────────────────────────────────────────────────────────────────────────

    async def uses_shortcut(self, app: App | Installed, callback_id: str, message: Message | None = None) -> Delivery:
        """A shortcut on a message, or a global one."""
        bot = acts.installed(self.core, self.team, app)
        acts.check_shortcut(bot, callback_id, "message" if message else "global")
        if message:
            payload = told.message_action(self.core, self.team, bot.app, self, callback_id, message)
        else:
            payload = told.shortcut(self.core, self.team, bot.app, self, callback_id)
        return self.core.office.ask(bot.app, self.team, "interactive", payload, response=False)

    async def runs(self, app: App | Installed, command: str, text: str = "", *, channel: Channel) -> Ack:
        """A slash command. Slack does not take one in a thread."""
        bot = acts.installed(self.core, self.team, app)
        acts.check_command(bot, command)
        payload = told.command(self.core, self.team, bot.app, self, command, text, channel)
        ack = await self.core.office.answer(
            self.core.office.ask(bot.app, self.team, "slash_commands", payload, response=True)
        )
        answers.to_command(self.core, payload["response_url"], ack)
        return ack

    async def presses(
        self,
        target: Message | View | dict[str, Any],
        action_id: str,
        value: Any = None,
        *,
        block_id: str = "",
        others: acts.Values | None = None,
    ) -> Delivery:
        """A button, or another choice, in a message, a modal or the home tab; `value`: which, or what is picked.

        Where several blocks hold the same action_id, `block_id` says in which one. `others` is what they have put
        into the other fields of a message, by block_id and action_id; into those of a view they put it with `types`.
        """
        if isinstance(target, Message):
            return acts.press_on_message(self.core, self.team, self, target, action_id, value, block_id, others)
        view = target if isinstance(target, View) else acts.home_view(self.team, self, target)
        return acts.press_on_view(self.core, self.team, self, view, action_id, value, block_id)

    async def looks_up(
        self, target: Message | View, action_id: str, words: str = "", *, block_id: str = ""
    ) -> list[dict[str, Any]]:
        """The options that the app offers while they type into a list of its own. Raises NotThere without an answer."""
        delivery = acts.look_up(self.core, self.team, self, target, action_id, words, block_id)
        ack = await self.core.office.answer(delivery)
        if not ack.ok:
            raise acts.NotThere("the app did not offer anything in time")
        return answers.options_of(ack)

    async def types(self, view: View, values: dict[str, dict[str, Any]]) -> None:
        """Fill in some of a modal, by block_id and action_id, and go on."""
        acts.type_in(view, values)

    async def submits(self, view: View, values: dict[str, dict[str, Any]] | None = None) -> Ack:
        """Fill in a modal by block_id and action_id, and send it off."""
        app = acts.fill_in(self.core, view, values or {})
        payload = told.submission(self.core, self.team, app, self, view)
        ack = await self.core.office.answer(self.core.office.ask(app, self.team, "interactive", payload, response=True))
        answers.to_submission(self.core, self.team, self, view, ack)
        return ack

    async def closes(self, view: View) -> Delivery | None:
        """Close a modal; the delivery that tells the app, if it asked to be told."""
        cleared = bool(view.body["clear_on_close"])
        if cleared:
            views.clear(self.team.stacks.get(self.id, []))
        else:
            views.close(self.team, view)
        self.core.changes.touch()
        if not view.body["notify_on_close"]:
            return None
        app = self.core.apps[view.app_id]
        payload = told.closing(self.core, self.team, app, self, view, cleared=cleared)
        return self.core.office.ask(app, self.team, "interactive", payload, response=False)
