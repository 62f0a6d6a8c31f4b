"""The small firm that `legitbot play` starts with: its people, channels, mails to try, and the tour's words.

The facts stand in `messages/play/world.toml`, the words in `messages/<language>/play.toml`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tomli

from bot.library.content import content_root
from bot.library.play_validation import SOURCE_LANGUAGE, WORDS, WORLD, play_mistakes

_Data = Mapping[str, Any]


class PlayBroken(Exception):
    """The firm cannot be read; the sentence names file and field, and says what to write."""


@dataclass(frozen=True, slots=True)
class PlayPerson:
    """Somebody at the firm. `handle` is their short name in the file and in Slack; `title` what they do ("Manager")."""

    name: str
    handle: str
    email: str
    tz: str  # "Europe/London"
    locale: str  # "en-GB"
    title: str


@dataclass(frozen=True, slots=True)
class PlayChannel:
    """A channel, who is in it, and what already stands there; `members` are handles."""

    name: str  # without "#"
    topic: str
    private: bool
    members: tuple[str, ...]
    with_bot: bool
    messages: tuple[tuple[str, str], ...]  # (handle, text), the oldest first


@dataclass(frozen=True, slots=True)
class PlayMail:
    """A mail to try. The id tells nothing; `path`, whose name often does, is for programs and not for people."""

    id: str
    path: Path
    data: bytes
    pair: str  # the heading that it shares with its twin
    is_scam: bool
    tell: str  # how to tell, for who asks


@dataclass(frozen=True, slots=True)
class PlayStep:
    """A step of the tour. `goes_to`: "mail:ID", "home", "messages" or "channel:NAME"; `done`: one of DONE."""

    title: str
    text: str
    button: str
    goes_to: str
    done: str


@dataclass(frozen=True, slots=True)
class Play:
    """The whole firm. The first person is who a newcomer is; twins stand side by side in `mails`."""

    company: str
    domain: str
    security_lead: str  # the handle of whoever runs the bot there
    people: tuple[PlayPerson, ...]
    channels: tuple[PlayChannel, ...]
    mails: tuple[PlayMail, ...]
    steps: tuple[PlayStep, ...]

    @classmethod
    def load(cls, root: Path | None = None, language: str = SOURCE_LANGUAGE) -> "Play":
        """The firm, with its words in this language or, where it has none, in English. Raises PlayBroken."""
        root = root or content_root()
        for file, field, write in play_mistakes(root):
            raise PlayBroken(f"{file}: {field}: {write}")
        own = root / language / WORDS
        world = tomli.loads((root / WORLD).read_text("utf-8"))
        words = tomli.loads((own if own.is_file() else root / SOURCE_LANGUAGE / WORDS).read_text("utf-8"))
        return cls(
            company=world["company"],
            domain=world["domain"],
            security_lead=world["security_lead"],
            people=tuple(_person(one, words) for one in world["person"]),
            channels=tuple(_channel(one, words["channels"][one["name"]]) for one in world["channel"]),
            mails=tuple(mail for one in world["pair"] for mail in _twins(root, one, words["pairs"][one["id"]])),
            steps=tuple(_step(one, words["steps"][one["id"]]) for one in world["step"]),
        )


def _person(one: _Data, words: _Data) -> PlayPerson:
    handle = one["handle"]
    return PlayPerson(one["name"], handle, one["email"], one["tz"], one["locale"], words["titles"][handle])


def _channel(one: _Data, words: _Data) -> PlayChannel:
    return PlayChannel(
        name=one["name"],
        topic=words["topic"],
        private=one["private"],
        members=tuple(one["members"]),
        with_bot=one["with_bot"],
        messages=tuple(zip(one["says"], words["messages"], strict=True)),
    )


def _twins(root: Path, one: _Data, words: _Data) -> Iterator[PlayMail]:
    for kind in ("scam", "genuine") if one["first"] == "scam" else ("genuine", "scam"):
        id_, path = one[kind]["id"], root / one[kind]["path"]
        yield PlayMail(id_, path, path.read_bytes(), words["heading"], kind == "scam", words["tells"][id_])


def _step(one: _Data, words: _Data) -> PlayStep:
    return PlayStep(words["title"], words["text"], words["button"], one["goes_to"], one["done"])
