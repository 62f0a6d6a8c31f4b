"""A link that ends in a program's name starts a download at once, and whoever opens the file lets the program in.

Makers of programs link to their own downloads, and technicians to each other's. Nobody has to unpack a file to read
what a court or a lawyer wants.
"""

from collections.abc import Iterator

from bot.mail.email import Link
from bot.mail.encoded_urls import parts_of, percent_decoded
from bot.signals._links import MOST, brand_of, by_mail_service, evidence, from_sender, path_of, web_links
from bot.signals._sender import is_list_mail
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

PROGRAMS = frozenset(
    """exe msi msix msixbundle appx appinstaller scr pif bat cmd ps1 vbs vbe js jse wsf wsh hta lnk cpl jar
    apk apkm xapk dmg pkg iso img vhd vhdx xll xlam docm xlsm pptm dotm reg url library-ms settingcontent-ms
    application chm ade ace""".split()
)
PACKED = frozenset("zip rar 7z gz tgz cab arj lzh z".split())
_NAMES = ("file", "filename", "name", "download", "dl", "f")


def find(case: Case) -> Iterator[Evidence]:
    count, threat = 0, case.expresses("legal-threat")  # "the evidence is in this file"
    for link in web_links(case):
        ending = _ending(link)
        if not ending or count >= MOST or (from_sender(case, link) and not threat):
            continue
        if brand_of(case, link.organisation) or by_mail_service(case, link):
            continue
        count += 1
        light = (ending in PACKED and not threat) or is_list_mail(case.email)  # in a list technicians talk
        yield evidence(link, Weight.HINT if light else None, ending=f".{ending}", goes_to=link.host[:100])


def _ending(link: Link) -> str:
    """The ending of the file that the link fetches, if it is a program or may hold one; else ""."""
    parts = parts_of(link.target)
    names = [path_of(link.target), *(value for name in _NAMES for value in parts.query.get(name, ()))]
    for name in names:
        last = percent_decoded(name[-300:]).rstrip(" ./").rpartition("/")[2].lower()
        stem, dot, ending = last.rpartition(".")
        if dot and stem and (ending in PROGRAMS or ending in PACKED):
            return ending
    return ""


SIGNAL = Signal(
    id="program-link",
    title="A link that downloads a program",
    says='A link downloads a file that ends in "{ending}" from {goes_to}. Opening it can let a program in.',
    why=__doc__,
    family=Family.LINKS,
    weight=Weight.CLUE,
    find=find,
    teaches="files-that-run",
    fires_on={
        "an invoice": (
            "From: Bills <x@bright-hill.example>\nSubject: Invoice\n\nYour invoice: https://shed.test/a/Invoice_77.pdf.exe\n"
        ),
        "for a telephone": "From: Parcels <x@bright-hill.example>\nSubject: Parcel\n\nTrack it: https://shed.test/track.apk\n",
        "the proof of a threat": (
            "From: Rights Office <legal@rights-desk.test>\nSubject: Infringement\n\nWe will start legal proceedings "
            "against you. The evidence: https://rights-desk.test/dl/evidence.zip\n"
        ),
        "named in the question": (
            "From: Bills <x@bright-hill.example>\nSubject: Invoice\n\nYour invoice: https://shed.test/get?file=invoice.hta\n"
        ),
    },
    quiet_on={
        "a maker's own program": (
            "From: Maker <news@soft-maker.example>\nSubject: Version 4\n\nGet it: https://dl.soft-maker.example/setup-4.exe\n"
        ),
        "a text": "From: Ann <ann@farm.example>\nSubject: Apples\n\nSee https://orchard.example/apples.pdf\n",
        "a website that ends so": "From: Ann <ann@farm.example>\nSubject: Poland\n\nSee https://www.orchard.zip/\n",
    },
)
