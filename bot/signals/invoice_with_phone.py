"""Callback scams hide from word filters in a PDF: an invoice that you never asked for, and a number to cancel it.
Whoever answers wants your card, or your screen.

Honest invoices have phone numbers as well. They name the firm that sends them, and do not tell you to
cancel by calling.
"""

from collections.abc import Iterator

from bot.mail.email import Attachment
from bot.signals._asks import from_free_mail, from_the_brand_itself
from bot.signals._attached import around, names_its_sender, phone_in, place, said_in
from bot.signals._stranger import spoken_for
from bot.signals._with_file import with_file
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_PAPERS = frozenset({"pdf", "office", "office-macro", "ole", "rtf", "html", "image", "text"})
_WAY_OUT = ("call-to-cancel", "deny-order")
_CHARGE = ("unknown-charge", "order-shown")


def find(case: Case) -> Iterator[Evidence]:
    box = case.email.sender
    if from_the_brand_itself(case) or (box and box.organisation in case.own_domains):
        return
    for one in case.email.attachments:
        phone = phone_in(case, one) if one.real in _PAPERS and one.text else None
        if phone and _is_a_strangers_bill(case, one):
            yield Evidence(place(one), around(one, phone), {"phone": phone.quote[:40]})
            return


def _is_a_strangers_bill(case: Case, one: Attachment) -> bool:
    """Whether a charge, or the way to cancel it, comes from somebody whom the paper does not name."""
    if any(said_in(case, one, *_WAY_OUT)):
        return not names_its_sender(case, one)
    if not any(said_in(case, one, *_CHARGE)):
        return False
    named = {claim.brand.id for claim in case.claims if claim.where == place(one)}
    if named & {claim.brand.id for claim in spoken_for(case)}:
        return True
    return from_free_mail(case) and any(said_in(case, one, "unknown-charge")) and not names_its_sender(case, one)


_PDF = """%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 149>>stream
BT /F 9 Tf 50 700 Td (Your plan was renewed. $349.99 will be charged to your account.) Tj
0 -20 Td (If you did not place this order, call +1 803 555 0142 to cancel.) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
%%EOF"""

SIGNAL = Signal(
    id="invoice-with-phone",
    title="A bill as a file, with a number to call",
    says="A file in it shows a charge and wants you to call {phone}.",
    why=__doc__,
    family=Family.ATTACHMENTS,
    weight=Weight.CLUE,
    find=find,
    teaches="fake-phone-help",
    see=("FBI IC3 PSA I-081722",),
    fires_on={
        "a PDF": with_file(
            "From: Billing Team <bill.9912@gmail.com>\nSubject: Invoice 9912\n\nPlease see the file.",
            "invoice.pdf",
            _PDF,
            kind="application/pdf",
        ),
        "a text file": with_file(
            "From: Order Desk <desk@mail.test>\nSubject: Your order\n\nPlease see the file.",
            "order.txt",
            "Norton Security. $349.99 will be charged to your account today.\n"
            "If you did not place this order, call +1 803 555 0142 to cancel.",
            kind="text/csv",
        ),
    },
    quiet_on={
        "a plumber's bill": with_file(
            "From: Miller Plumbing <miller.plumbing@gmail.com>\nSubject: Invoice 12\n\nThanks for your order.",
            "invoice.txt",
            "Miller Plumbing\nInvoice number 12. Total $180. Questions? Call 803 555 0142.",
            kind="text/csv",
        ),
        "a firm's own": with_file(
            "From: Northwind <billing@northwind.example>\nSubject: Invoice\n\nSee the file.",
            "invoice.txt",
            "Northwind Ltd\nOrder number 8831. $90 will be charged to your card. Call us at 803 555 0142.",
            kind="text/csv",
        ),
        "no number": with_file(
            "From: Sales <sales@firm.example>\nSubject: Invoice\n\nSee the file.",
            "invoice.txt",
            "Order number 8831. Subtotal $90.",
            kind="text/csv",
        ),
    },
)
