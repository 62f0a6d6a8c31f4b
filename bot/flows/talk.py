"""One turn as the handlers see it: what was heard, what is remembered, and how a turn ends."""

from dataclasses import dataclass, replace

import msgspec

from bot.flows.check import Asker, Checked
from bot.flows.judging import colleague_named, record, remembered
from bot.flows.memory import Memory, opened, sealed
from bot.flows.say import ask_colleague_button, beside
from bot.flows.shapes import Heard, Judged, Turned
from bot.library.library import Library
from bot.mail.email import Email
from bot.mail.limits import WHOLE, Limits
from bot.reply.reply import Reply


@dataclass(frozen=True, slots=True)
class Talk:
    """What a handler may look at."""

    heard: Heard
    memory: Memory
    library: Library
    asker: Asker
    limits: Limits = WHOLE  # how much of a mail is read

    @property
    def language(self) -> str:
        return self.asker.language

    @property
    def state(self) -> str:
        """The verdict on the mail we talk about, or ""."""
        return self.memory.told.state if self.memory.told else ""

    @property
    def flagged(self) -> bool:
        """Whether we talk about a mail that looks bad."""
        return bool(self.memory.told and self.memory.told.flagged)

    def saying(self, what: str) -> "Talk":
        """The same, once this answer has been given."""
        return replace(self, memory=self.memory.saying(what))

    def remembering(self, memory: bytes) -> "Talk":
        """The same, after a turn that left this memory."""
        return replace(self, memory=opened(memory))

    def ends(
        self, reply: Reply | None, memory: Memory | None = None, judged: tuple[Judged, ...] = (), feedback: str = ""
    ) -> Turned:
        """The turn with this reply; the memory stays as it is where none is given."""
        kept = memory or self.memory
        if reply is not None:
            kept = msgspec.structs.replace(kept, last=reply)
        told = kept.told
        return Turned(
            reply, sealed(kept), judged, told.colleague if told else None, feedback,
            told.campaign if told else "", kept.email.subject if kept.email else "",
        )  # fmt: skip

    def judged(
        self, email: Email, one: Checked, reply: Reply, others: tuple[Checked, ...] = (), *,
        asked: str = "", told: bool = False,
    ) -> Turned:  # fmt: skip
        """The turn that answers with a verdict on `email`, and remembers it; `told`: its sender was only told us."""
        colleague = colleague_named(one, self.asker)
        if colleague:
            reply = beside(reply, ask_colleague_button(self.library, self.language, colleague))
        missing = next((what for what in ("sender", "text") if what in one.verdict.missing), "")
        memory = msgspec.structs.replace(
            self.memory, email=email, told=remembered(one, self.library, self.asker),
            asked=asked or missing, sender_told=told, acts=self.memory.acts if told else (),
        )  # fmt: skip
        return self.ends(reply, memory, tuple(record(each) for each in (one, *others)))
