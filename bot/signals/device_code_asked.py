"""The page is real and so is the sign-in, but the code belongs to the scammer's device, which is then signed
in as you.

Televisions and printers show such codes honestly: on their own screen, when you set them up, never by mail.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.library.lists import Lists, one_of
from bot.library.quotes import quote
from bot.signals._asks import best
from bot.signals._sender import shortened
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_CODE = re.compile(r"\b[A-Z0-9]{3,5}[ -]?[A-Z0-9]{3,5}\b")


def find(case: Case) -> Iterator[Evidence]:
    text, pages = case.email.text, _pages(case.brands.shared)
    shows_code = any(_is_mixed(code[0]) for code in _CODE.finditer(text))
    if shows_code and (page := pages.search(text)):
        yield Evidence("body", quote(text, page.start(), page.end()))
    elif shows_code and (link := next((one for one in case.email.links if pages.search(one.target)), None)):
        yield Evidence("link", shortened(link.written))
    else:
        yield from best(case, "device-code-asked")


@lru_cache(maxsize=4)
def _pages(lists: Lists) -> re.Pattern[str]:
    return re.compile(rf"(?:{one_of(lists.device_code_pages)})\b", re.IGNORECASE)


def _is_mixed(code: str) -> bool:
    """Whether it holds letters and digits, as such codes do and years and shouted words do not."""
    return any(map(str.isdigit, code)) and any(map(str.isalpha, code))


SIGNAL = Signal(
    id="device-code-asked",
    title="It tells you to type its code into a real sign-in page",
    says=("It tells you to type a code into a real sign-in page. That lets a stranger's device into your account."),
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.ALARM,
    find=find,
    teaches="never-share-codes",
    see=("RFC 8628, 5.4",),
    fires_on={
        "a meeting": (
            "From: Meetings <invite@conference-desk.example>\nSubject: Board meeting\n\n"
            "To join, go to microsoft.com/devicelogin and enter the code GKX4TR7PZ. The code is "
            "valid for 15 minutes.\n"
        ),
        "a document": (
            "From: Legal <files@law-share.example>\nSubject: Shared file\n\n"
            "Open https://microsoft.com/devicelogin in your browser, enter the code below and "
            "sign in to see the file. Code: HX7PLQ2RT\n"
        ),
    },
    quiet_on={
        "a meeting code": (
            "From: Ann <ann@firm.example>\nSubject: Call at ten\n\n"
            "The meeting ID is 884 2210 and the passcode is 1234. Talk soon.\n"
        ),
        "help for a television": (
            "From: Stream Shop <help@streamshop.example>\nSubject: Your new television\n\n"
            "Your television will show a code when you set it up. Keep it at hand until the set "
            "is ready.\n"
        ),
    },
)
