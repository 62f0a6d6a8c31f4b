"""A person in a hurry who talks to the bot: what the tests of a conversation share."""

import io

import segno
from PIL import Image

from bot.flows.check import Asker
from bot.flows.conversation import turn
from bot.flows.shapes import Dropped, Heard, Turned
from bot.library.content import content_root
from bot.library.library import Library
from bot.library.organisation import Organisation
from bot.mail.email import Mailbox
from bot.reply.plain import plain

LIBRARY = Library.load()
DEMO = content_root() / "demo"
BRITISH = Asker(region="gb")
ANN = Mailbox("Ann Müller", "ann.mueller@northwind.example")
NORTHWIND = Asker(colleagues=(ANN,), organisation=Organisation(frozenset({"northwind.example"})))
PARCEL = "Your parcel is held. Pay the fee of £1.99 today at http://evri-fee.example/x or we send it back."
HUGE = Dropped("huge.eml", problem="too-large")
BOSS = "From: Ann Müller <ceo.desk@mail.test>\nSubject: Quick one\n\nAre you free? I need a favour, buy 5 gift cards."


def said(text: str, memory: bytes = b"", asker: Asker = BRITISH) -> Turned:
    return turn(Heard(text=text), memory, LIBRARY, asker)


def pressed(button: str, memory: bytes = b"", asker: Asker = BRITISH) -> Turned:
    return turn(Heard(pressed=button), memory, LIBRARY, asker)


def dropped(*files: Dropped, text: str = "", memory: bytes = b"", more: int = 0) -> Turned:
    return turn(Heard(text=text, files=files, more_files=more), memory, LIBRARY, BRITISH)


def demo(name: str) -> Dropped:
    path = next(DEMO.glob(f"{name}*"))
    return Dropped(path.name, path.read_bytes())


def shown(turned: Turned) -> str:
    return plain(turned.reply) if turned.reply else "(says nothing)"


def transcript(*turns: str | Heard, asker: Asker = BRITISH) -> str:
    """The conversation as both sides see it. "!paid" is a pressed button."""
    memory, lines = b"", []
    for one in turns:
        heard = one if isinstance(one, Heard) else Heard(pressed=one[1:]) if one.startswith("!") else Heard(text=one)
        turned = turn(heard, memory, LIBRARY, asker)
        memory = turned.memory
        files = " ".join(f"({file.name})" for file in heard.files)
        lines.append(f">>> {files} {heard.text}{heard.pressed and f'[{heard.pressed}]'}".strip())
        lines.append(shown(turned))
    return "\n\n".join(lines)


def picture(data: str = "") -> bytes:
    """A screenshot: white, or with a QR code."""
    made = io.BytesIO()
    if data:
        segno.make(data).save(made, kind="png", scale=8, border=4)
    else:
        Image.new("RGB", (200, 200), "white").save(made, "PNG")
    return made.getvalue()
