"""An invitation lands in the calendar by itself, before anybody has read the mail. So false bills are sent as an
appointment: "your plan was renewed, call to cancel".

Meetings honestly hold numbers to dial in, and a doctor's reminder says how to cancel by phone; but
neither speaks of a charge.
"""

from collections.abc import Iterator

from bot.signals._asks import from_the_brand_itself
from bot.signals._attached import around, names_its_sender, phone_in, place, said_in
from bot.signals._with_file import with_file
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

_CHARGE = ("unknown-charge", "deny-order", "refund-promised", "payment-failed", "security-scare", "account-threat")


def find(case: Case) -> Iterator[Evidence]:
    box = case.email.sender
    if from_the_brand_itself(case) or (box and box.organisation in case.own_domains):
        return
    for one in case.email.attachments:
        phone = phone_in(case, one) if one.real == "calendar" else None
        if phone and any(said_in(case, one, *_CHARGE)) and not names_its_sender(case, one):
            yield Evidence(place(one), around(one, phone), {"phone": phone.quote[:40]})
            return


SIGNAL = Signal(
    id="invitation-with-phone",
    title="An invitation that wants you to call about money",
    says="It puts a note about a charge in your calendar and wants you to call {phone}.",
    why=__doc__,
    family=Family.ATTACHMENTS,
    weight=Weight.CLUE,
    find=find,
    teaches="fake-phone-help",
    fires_on={
        "a renewal": with_file(
            "From: Renewals <r.desk@mail.test>\nSubject: Invitation\n\nSee your calendar.",
            "invite.ics",
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Your plan was renewed\n"
            "DESCRIPTION:$349.99 has been charged to your account. To cancel call +1 803 555 0142.\n"
            "END:VEVENT\nEND:VCALENDAR",
            kind="text/calendar",
        ),
        "an order": with_file(
            "From: Desk <desk9912@gmail.com>\nSubject: Order 8831\n\nSee your calendar.",
            "order.ics",
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Order 8831\n"
            "DESCRIPTION:If you did not place this order call us at +1 803 555 0142.\nEND:VEVENT\nEND:VCALENDAR",
            kind="text/calendar",
        ),
    },
    quiet_on={
        "a number to dial in": with_file(
            "From: Ann <ann@firm.example>\nSubject: Monday\n\nSee you.",
            "invite.ics",
            (
                "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Monday\nDESCRIPTION:Dial in: +44 20 7946 0123\n"
                "END:VEVENT\nEND:VCALENDAR"
            ),
            kind="text/calendar",
        ),
        "a doctor's reminder": with_file(
            "From: Clinic <desk@clinic.example>\nSubject: Your visit\n\nSee you.",
            "visit.ics",
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Dr Miller\n"
            "DESCRIPTION:To cancel or move your visit call +44 20 7946 0123.\nEND:VEVENT\nEND:VCALENDAR",
            kind="text/calendar",
        ),
    },
)
