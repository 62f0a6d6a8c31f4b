"""Questions of each kind in good order, and a small folder of them, for tests that break one."""

DO = """+++
kind = "do"
idea = "calls"
topic = "orders"
scams = ["fake-order"]
right = "app"
sources = ["a-report"]
checked = 2026-11-01
+++
A mail thanks you for a phone that you never bought. There is a number to call. What do you do?

## app: Look in the shop's app
Right. Your orders stand there.

## call: Call the number
Not this way. The number belongs to the scammer.
"""
SCAM = """+++
kind = "judge"
idea = "calls"
topic = "orders"
scams = ["fake-order"]
right = "scam"
cues = { urgency = 1, sender = 1 }
premise = "high"
anchor = true
sources = ["a-report"]
checked = 2026-11-01
+++
You bought no TV. Amazon's own address is amazon.com.

~~~mail
From: Amazon Orders <amz.orders@gmail.com>
Reply-To: desk@orders.test
Date: Monday, 9:12
Subject: Your order of $1,249.00
Attached: invoice.pdf

Hello, your TV ships
today.

Look at [your order](https://www.amazon.com/orders) here.
Not you? Call 803-555-0142 within an hour.
~~~

## scam
Right. Amazon does not write from Gmail.

## legit
Not quite. The Gmail address gives it away.
"""
LEGIT = """+++
kind = "judge"
idea = "calls"
topic = "orders"
scams = []
right = "legit"
misleading = ["urgency"]
anchor = true
sources = ["a-report"]
checked = 2026-11-01
+++
You ordered a kettle last night. Amazon's own address is amazon.com.

~~~mail
From: Amazon.com <auto-confirm@amazon.com>
Subject: Your kettle

Thank you, Ann. The black kettle comes on Friday. You can change that within 30 minutes.
~~~

## scam
Not quite. You ordered it, and it asks for nothing.

## legit
Right. You ordered it, and it asks for nothing.
"""
PART = """+++
kind = "part"
idea = "calls"
topic = "orders"
scams = ["fake-order"]
right = "phone"
cues = { urgency = 1 }
premise = "low"
sources = ["a-report"]
checked = 2026-11-01
+++
You bought no boat.

~~~mail
From: Boats <sales@boats.example>
Subject: Your boat

Thanks for the boat. See [all boats](https://boats.example/all).

No boat? Call 803-555-0150 to stop it.
~~~

## phone: Call 803-555-0150 to stop it
Right. Whoever answers wants your card.

## link: https://boats.example/all
Not quite. It leads to the shop.

## thanks: Thanks for the boat
Not quite. Every shop says so.
"""
WHICH = """+++
kind = "which"
idea = "calls"
topic = "orders"
scams = ["fake-order"]
right = "b"
cues = { urgency = 1 }
premise = "medium"
sources = ["a-report"]
checked = 2026-11-01
+++
You rented a van. The firm's own address is vans.example.

~~~mail a
From: Vans <desk@vans-desk.example>
Subject: Your van

It waits for you at nine. Pay the deposit today.
~~~

~~~mail b
From: Vans <desk@vans.example>
Subject: Your van

It waits for you at nine. Bring your licence.
~~~

## a
Not quite. The address is another one.

## b
Right. It is the firm's own address.
"""
_RECEIPT = """At the till they offer to send the receipt by mail. You bought a lamp there. What do you do?

## app: Give them your address
Right. It is only a receipt.

## call: Ask to see the manager
Not this way. A receipt by mail is common.
"""
_TILL = """A shop prints a bill for the bread that you paid for. It says your name. What do you do?

## keep: Keep the bill
Right. It is only a bill.

## worry: Ask for your money back
Not quite. You have your bread.
"""
_COAT = """The cleaner hands you a note with a number. Your coat will be ready on Monday. What do you do?

## wait: Bring the note on Monday
Right. That is what the note is for.

## burn: Throw the note away
Not quite. You need it for your coat.
"""


def _genuine(words: str, right: str) -> str:
    """A question without a mail about what is no scam."""
    facts = DO[: DO.index("+++\nA mail")].replace('"orders"', '"trust"').replace('"calls"', '"receipts"')
    return f"{facts}+++\n{words}".replace('["fake-order"]', "[]").replace('right = "app"', f'right = "{right}"')


FOLDER = {  # three for each of the two ideas
    "phone": DO,
    "order": SCAM,
    "kettle": LEGIT,
    "receipt": _genuine(_RECEIPT, "app"),
    "till": _genuine(_TILL, "keep"),
    "coat": _genuine(_COAT, "wait"),
}
