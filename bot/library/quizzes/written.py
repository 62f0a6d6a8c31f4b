"""A question of one's own as it is written in a box: a mail to judge, and the page that is made of it."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.library.front_matter import PageBroken, page_of, unwrapped
from bot.library.quizzes.mails import MailBroken, QuizMail, mails_in, without_mails
from bot.library.quizzes.question import LEGIT, SCAM, Kind

MOST_WORDS = 100  # in the mail's body
_OPTION = re.compile(r"^## (scam|legit)[ \t]*$", re.M)
_MARKUP = re.compile(r"\+{3,}|~{3,}.*|-{3,}")  # a line that would end a part of the page
_NOTHING = "-"
_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class WrittenQuestion:
    """A mail and what is said of it. `looks_wrong`: of a scam what gives it away, of a genuine mail what misleads."""

    text: str = ""  # what the reader knows
    sender: str = ""
    subject: str = ""
    body: str = ""  # a line for each paragraph, links as [text](target)
    reply_to: str = ""
    attached: str = ""
    right: str = ""  # "scam" or "legit"
    scams: tuple[str, ...] = ()
    idea: str = ""
    looks_wrong: tuple[str, ...] = ()  # ids of cues
    premise: str = ""
    feedback: Mapping[str, str] = field(default_factory=dict)  # by "scam" and "legit": for whoever says so

    def filled_up(self) -> "WrittenQuestion":
        """The same with something in each part that a page cannot do without."""
        return replace(
            self,
            text=self.text.strip() or _NOTHING,
            sender=self.sender.strip() or _NOTHING,
            subject=self.subject.strip() or _NOTHING,
            body=self.body.strip() or _NOTHING,
            feedback={one: self.feedback.get(one, "").strip() or _NOTHING for one in (SCAM, LEGIT)},
        )

    def page(self, topic: str) -> str:
        """As a file in messages/en/quizzes would stand; `topic` is the idea's."""
        scam = self.right == SCAM
        facts: dict[str, Any] = {
            "kind": str(Kind.JUDGE), "idea": self.idea, "topic": topic, "right": self.right,
            "scams": [*self.scams] if scam else [],
        }  # fmt: skip
        if scam:
            facts |= {"cues": dict.fromkeys(self.looks_wrong, 1), "premise": self.premise}
        elif self.right == LEGIT:
            facts["misleading"] = [*self.looks_wrong]
        head = {"From": self.sender, "Reply-To": self.reply_to, "Subject": self.subject, "Attached": self.attached}
        shown = [f"{name}: {_line(said)}" for name, said in head.items() if _line(said)]
        lines = [
            "+++", *(f"{name} = {_toml(value)}" for name, value in facts.items() if value != ""), "+++",
            _paragraphs(self.text), "", "~~~mail", *shown, "",
            _paragraphs(self.body), "~~~", "",
        ]  # fmt: skip
        for one in (SCAM, LEGIT):
            lines += [f"## {one}", _paragraphs(self.feedback.get(one, "")), ""]
        return "\n".join(lines).encode("utf-8", "replace").decode()  # JSON can carry half a character, no file can


def written_of(text: str) -> WrittenQuestion:
    """What a page says; an empty one where it cannot be read."""
    try:
        page = page_of(text)
        (mail,) = mails_in(page.words)
    except (PageBroken, MailBroken, ValueError):
        return WrittenQuestion()
    facts = page.facts
    above, *rest = _OPTION.split(without_mails(page.words))
    wrong = facts.get("cues" if facts.get("right") == SCAM else "misleading", ())
    return WrittenQuestion(
        text=unwrapped(above), sender=mail.sender, subject=mail.subject, body=_body(mail), reply_to=mail.reply_to,
        attached=mail.attached, right=str(facts.get("right", "")), scams=_names(facts.get("scams")),
        idea=str(facts.get("idea", "")), looks_wrong=_names(wrong), premise=str(facts.get("premise", "")),
        feedback={id: unwrapped(said) for id, said in zip(rest[::2], rest[1::2], strict=False)},
    )  # fmt: skip


def _body(mail: QuizMail) -> str:
    """A line for each paragraph, links as they are typed."""
    lines = (
        "".join(f"[{piece.text}]({piece.target})" if piece.target else piece.text for piece in line)
        for line in mail.body
    )
    return "\n".join(lines)


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{name} = {count}" for name, count in value.items() if _NAME.fullmatch(name)) + " }"
    return json.dumps(value)


def _line(text: str) -> str:
    return " ".join(text.split())


def _paragraphs(text: str) -> str:
    """The lines in which something stands, each a paragraph; none of them begins a heading or ends a part."""
    lines = (_line(one).lstrip("#").strip() for one in text.splitlines())
    return "\n\n".join(one for one in lines if one and not _MARKUP.fullmatch(one))


def _names(given: Any) -> tuple[str, ...]:
    return tuple(map(str, given)) if isinstance(given, Iterable) and not isinstance(given, str) else ()
