"""Mails that the front's tests hand in: ours, on reserved domains, with fictional numbers."""

from pathlib import Path

DEMO = Path(__file__).parents[3] / "messages" / "demo"
SCAM = (DEMO / "01-order-to-cancel-by-phone.eml").read_bytes()
GENUINE = (DEMO / "02-order-really-from-the-shop.eml").read_bytes()
MAILBOX = (DEMO / "05-mailbox-about-to-close.eml").read_bytes()
BOSS = (DEMO / "07-boss-in-a-hurry.eml").read_bytes()

PASTED = """From: Amazon Orders <amz.orders.dept@gmail.com>
Subject: Your order #114-2209 of $1,249.00

Thank you for your order. Your card will be charged $1,249.00 today.
If you did not place this order, call 803-555-0142 to cancel within 24 hours.
"""

WITHOUT_SENDER = """Hello,
the papers for the meeting on Thursday are ready, please have a look at them here:
https://files-share.example/d/8812
Kind regards
"""

HOSTILE = """From: "<!channel> <@U0000000001> *Bank*" <security@bank-alerts.example>
Subject: <http://evil.example|paypal.com> `rm -rf` :rotating_light: \u202etxet desrever\u202c \x1b[31mred\x1b[0m

<!channel> <!here> @channel please pay $500 in gift cards today, or your account is closed.
<http://evil.example/login|https://www.paypal.com> &lt;!everyone&gt; *bold* _it_ ~no~ ```code```
Call +1 803-555-0142 or write to help@evil.example. javascript:alert(1) {{ 7*7 }} {% raw %}
"""


def mail(sender: str, subject: str, text: str) -> bytes:
    """A plain saved mail."""
    return f"From: {sender}\nTo: ann.berg@northwind.example\nSubject: {subject}\n\n{text}\n".encode()
