"""Words in a picture are read by people and by no filter. So the whole lure is one picture, with a link behind it.

Honest short answers have a small logo below the signature that leads to the sender's own website, and
friends send photos; newsletters have text beside their pictures.
"""

import re
from collections.abc import Iterator

from bot.library.tokens import tokens
from bot.mail.email import Attachment, Email, Link
from bot.signals._attached import place, shown_name
from bot.signals._sender import one_owner
from bot.signals._stranger import spoken_for
from bot.signals._with_file import with_file
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

LOOKED_AT = 1_500  # characters: who writes more has text
FEW_WORDS = 16
FEWER_WORDS = 6
A_FEW = 3  # from these on a picture may be the logo below a short answer
_SMALLEST, _LARGEST = (240, 120), 2_000  # pixels: below it is a logo, above it is a camera's photo


def find(case: Case) -> Iterator[Evidence]:
    if not case.email.pictures and not any(one.real == "image" for one in case.email.attachments):
        return
    words = own_words(case.email)
    if words > FEW_WORDS:
        return
    link = _behind_a_picture(case, words)
    if link:
        yield Evidence("link", link.written[:180])
    elif words <= FEWER_WORDS and (lone := _lone_picture(case.email)):
        yield Evidence(place(lone), shown_name(lone), weight=None if spoken_for(case) else Weight.HINT)


def own_words(email: Email) -> int:
    """How many words a person reads, but for addresses and what stands on links. Characters count in Japanese."""
    if len(email.text) > LOOKED_AT:
        return LOOKED_AT
    on_links = {token.text for link in email.links[:50] if not link.picture for token in tokens(link.shown[:200])}
    words = [token.text for token in tokens(f"{email.text}\n{email.quoted[:LOOKED_AT]}")]
    return sum(1 for word in words if word[0].isalpha() and word not in on_links)


def _behind_a_picture(case: Case, words: int) -> Link | None:
    """The link behind the picture that makes up the mail, unless the picture is the sender's own sign."""
    email = case.email
    if not (email.has_html and email.pictures):
        return None
    behind = [
        link for link in email.links if link.where == "body" and link.host and (link.picture or words <= FEWER_WORDS)
    ]
    if words >= A_FEW and all(_is_own_or_known(case, link) for link in behind):
        return None
    return next(iter(sorted(behind, key=lambda link: not link.picture)), None)


def _is_own_or_known(case: Case, link: Link) -> bool:
    """Whether it leads to the sender, or to one of the sites that people put below a signature."""
    box, owner = case.email.sender, case.brands.owner(link.organisation)
    if owner is not None and owner.kind == "social":
        return True
    return box is not None and one_owner(case.brands, link.organisation, box.organisation)


def _lone_picture(email: Email) -> Attachment | None:
    """The one picture that is all there is, of the size of a page rather than of a photo."""
    files = [one for one in email.attachments if one.size]
    if len(files) != 1 or files[0].real != "image" or re.search(r"(?i)\b(?:img|dsc|photo|foto)", files[0].name):
        return None
    wide, high = files[0].width, files[0].height
    return files[0] if _SMALLEST[0] <= wide <= _LARGEST and _SMALLEST[1] <= high <= _LARGEST else None


_HEAD = "Content-Type: text/html; charset=utf-8\n\n"

_PNG_PAGE = (
    "iVBORw0KGgoAAAANSUhEUgAAAZAAAAEsAQAAAADFzNhvAAAAR0lEQVR42u3LoQEAAAwCIP9/Wi9YWIdO+hZFURRFURRFURRF"
    "URRFURRFURRFURRFURRFURRFURRFURRFURRFURRFURRFUW4DsSNgz1w6JtQAAAAASUVORK5CYII="
)

SIGNAL = Signal(
    id="picture-only",
    title="A picture instead of words",
    says="Nearly everything in it is a picture, so there are hardly any words to check.",
    why=__doc__,
    family=Family.FORM,
    weight=Weight.CLUE,
    find=find,
    teaches="pictures-for-words",
    fires_on={
        "a picture with a link": (
            f"From: Prizes <win@mail.test>\nSubject: You won\n{_HEAD}"
            '<a href="https://prize.test/x"><img src="https://prize.test/a.png" width="600"></a>'
        ),
        "a line and a picture": (
            f"From: Prizes <win@mail.test>\nSubject: You won\n{_HEAD}<p>Your prize waits for you</p>"
            '<a href="https://prize.test/x"><img src="https://prize.test/a.png"></a>'
            '<a href="https://prize.test/u">Unsubscribe</a>'
        ),
        "one attached picture": with_file(
            "From: PayPal Billing <bill@mail.test>\nSubject: Your PayPal invoice\n\n",
            "invoice.png",
            _PNG_PAGE,
            encoding="base64",
        ),
    },
    quiet_on={
        "a logo below an answer": (
            f"From: Ann <ann@firm.example>\nSubject: Re: Lunch\n{_HEAD}<p>Yes, I will be there at noon.</p>"
            "<p>Ann Miller, Firm</p>"
            '<a href="https://www.firm.example/"><img src="https://firm.example/logo.png" width="120"></a>'
        ),
        "pictures beside text": (
            f"From: News <news@town.example>\nSubject: Our town\n{_HEAD}<p>Dear readers, the choir sings on "
            "Thursday in the old church by the river, tickets cost ten pounds, and the doors open at six.</p>"
            '<a href="https://town.example/choir"><img src="https://town.example/a.png"></a>'
        ),
        "a photo": with_file(
            "From: Ann <ann@firm.example>\nSubject: The lake\n\n", "IMG_2041.png", _PNG_PAGE, encoding="base64"
        ),
        "words only": "From: Ann <ann@firm.example>\nSubject: Lunch\n\nNoon?",
    },
)
