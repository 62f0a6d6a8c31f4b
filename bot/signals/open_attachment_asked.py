"""A file is a place to hide a program or a false sign-in page, and a bill or a contract makes people
curious.

Bills come as files every day. So this looks only at files of a risky kind, and at senders with a free
mailbox or a borrowed name.
"""

from collections.abc import Iterator

from bot.mail.email import Attachment
from bot.signals._asks import best, from_free_mail
from bot.signals._stranger import spoken_for
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_RISKY = frozenset("html svg exe script lnk msi hta jar apk chm disk iso onenote zip rar 7z cab".split())


def find(case: Case) -> Iterator[Evidence]:
    files = [one for one in case.email.attachments if not one.inline]
    if any(map(_is_risky, files)) or (files and (from_free_mail(case) or spoken_for(case))):
        yield from best(case, "open-attachment-asked", most=1)


def _is_risky(file: Attachment) -> bool:
    """Whether the file can do more than be read."""
    return file.macros or file.scripts or file.encrypted or bool(file.forms) or file.real in _RISKY


SIGNAL = Signal(
    id="open-attachment-asked",
    title="It wants you to open its file",
    says="It wants you to open the file that comes with it.",
    why=__doc__,
    family=Family.WANTS,
    weight=Weight.HINT,
    find=find,
    teaches="files-and-programs",
    fires_on={
        "a web page as a bill": (
            "From: Accounts <acc@parts-trade.example>\nSubject: Invoice\nMIME-Version: 1.0\n"
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
            "Please open the attached invoice to see the balance.\n"
            "--b\nContent-Type: text/html; name=invoice.html\n"
            "Content-Disposition: attachment; filename=invoice.html\n\n"
            "<html><script>go()</script><form><input type=password></form></html>\n--b--\n"
        ),
        "from a free mailbox": (
            "From: Billing Desk <billing.desk.881@gmail.com>\nSubject: Invoice\nMIME-Version: 1.0\n"
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
            "Please find attached the invoice and kindly review the attached document.\n"
            "--b\nContent-Type: application/pdf; name=a.pdf\n"
            "Content-Disposition: attachment; filename=a.pdf\n\n"
            "%PDF-1.4\n--b--\n"
        ),
    },
    quiet_on={
        "a firm's bill": (
            "From: Gardener <jim@garden.example>\nSubject: Invoice 12\nMIME-Version: 1.0\n"
            "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
            "Please see the attached invoice for June. Thank you!\n"
            "--b\nContent-Type: application/pdf; name=june.pdf\n"
            "Content-Disposition: attachment; filename=june.pdf\n\n"
            "%PDF-1.4\n--b--\n"
        ),
        "no file": (
            "From: Ann <ann.miller@gmail.com>\nSubject: Photos\n\n"
            "The photos of the lake are on the table at home. See you!\n"
        ),
    },
)
