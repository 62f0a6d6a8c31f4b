"""A "check that you are human" puts a command on the clipboard; with Windows+R and Ctrl+V you run it for the
scammer yourself.

Colleagues who write software do trade commands. A mail about a booking or a microphone has no need of any.
"""

from collections.abc import Iterator

from bot.signals._asks import best
from bot.signals.signal import Case, Evidence, Family, Signal, Weight


def find(case: Case) -> Iterator[Evidence]:
    yield from best(case, "command-to-run")


SIGNAL = Signal(
    id="command-to-run",
    title="It tells you to run a command",
    says="It tells you to paste or run a command. That can hand your computer to a stranger.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.ALARM,
    find=find,
    teaches="never-paste-commands",
    fires_on={
        "Windows and R": (
            "From: Guest Desk <support@guest-review.example>\nSubject: Complaint\n\n"
            "To see the complaint, press Windows Button + R, then press Ctrl + V and hit Enter.\n"
        ),
        "a repair": (
            "From: Meetings <help@meet-fix.example>\nSubject: Microphone\n\n"
            "Open PowerShell, paste the command below and press Enter to fix your microphone.\n"
        ),
    },
    quiet_on={
        "keys on the board": (
            "From: IT <it@firm.example>\nSubject: Tip of the week\n\n"
            "Did you know that the screen can be locked with two keys? Try it when you leave "
            "your desk.\n"
        ),
        "a cook": (
            "From: Ann <ann@mail.example>\nSubject: Recipe\n\n"
            "Paste the tomato, press the garlic and enter the kitchen with a smile.\n"
        ),
    },
)
