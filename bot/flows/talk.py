"""One turn as the handlers see it: what was heard, what is remembered, and how a turn ends."""

from dataclasses import dataclass

import msgspec

from bot.flows.check import Asker, Checked
from bot.flows.judging import colleague_named, record, remembered
from bot.flows.memory import Memory, sealed
from bot.flows.ports import Heard, Judged, Turned
from bot.flows.say import ask_colleague_button, beside
from bot.library.library import Library
from bot.mail.email import Email, Mailbox
from bot.reply.reply import Reply


@dataclass(frozen=True, slots=True)
class Talk:
    """What a handler may look at."""

    heard: Heard
    memory: Memory
    library: Library
    asker: Asker

    @property
    def language(self) -> str:
        return self.asker.language

    @property
    def state(self) -> str:
        """The verdict on the mail we talk about, or ""."""
        return self.memory.told.state if self.memory.told else ""

    def ends(
        self,
        reply: Reply | None,
        memory: Memory | None = None,
        judged: tuple[Judged, ...] = (),
        colleague: Mailbox | None = None,
        feedback: str = "",
    ) -> Turned:
        """The turn with this reply; the memory stays as it is where none is given."""
        return Turned(reply, sealed(memory or self.memory), judged, colleague, feedback)

    def judged(
        self, email: Email, one: Checked, reply: Reply, name: str = "", others: tuple[Checked, ...] = (), *,
        asked: str = "", told: bool = False,
    ) -> Turned:  # fmt: skip
        """The turn that answers with a verdict on `email`, and remembers it; `told`: its sender was only told us."""
        colleague = colleague_named(one, self.asker)
        if colleague:
            reply = beside(reply, ask_colleague_button(self.library, self.language, colleague))
        missing = next((what for what in ("sender", "text") if what in one.verdict.missing), "")
        memory = msgspec.structs.replace(
            self.memory, email=email, name=name, told=remembered(one, self.library, self.language),
            asked=asked or missing, sender_told=told, acts=self.memory.acts if told else (),
        )  # fmt: skip
        return self.ends(reply, memory, tuple(record(each) for each in (one, *others)), colleague)
