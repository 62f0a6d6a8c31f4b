"""Millions get the same letter: somebody claims to have filmed you. Shame and an old password from a leak
make it look true.

No honest mail looks like this. Only articles that warn of it come near.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "extortion")


SIGNAL = Signal(
    id="extortion",
    title="It threatens to show something shameful",
    says="It threatens to show something shameful unless you pay. The story is nearly always made up.",
    why=__doc__,
    family=Family.PUSHES,
    weight=Weight.ALARM,
    find=find,
    teaches="extortion",
    fires_on={
        "filmed": (
            "From: You <x@blue.example>\nSubject: I know\n\n"
            "I hacked your device and recorded you through your camera. If you don't pay, I will "
            "send the video to all your contacts.\n"
        ),
        "malware": (
            "From: Hacker <y@red.example>\nSubject: Your account\n\n"
            "I have full access to your device. I made a video of you while you visited adult "
            "sites. Pay me or everyone will see it.\n"
        ),
    },
    quiet_on={
        "a film evening": (
            "From: Ann <ann@mail.example>\nSubject: The video\n\n"
            "I made a video of the school play and will send it to all parents tonight.\n"
        ),
        "a camera": (
            "From: Camera Shop <info@cameras.example>\nSubject: Your camera\n\n"
            "Your camera is repaired. You can pick it up from Monday.\n"
        ),
    },
)
