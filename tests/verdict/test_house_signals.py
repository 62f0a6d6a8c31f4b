"""A false supplier and a borrowed name weigh what they cost: much beside money, little alone, nothing without rules."""

import pytest

from bot.flows.check import Asker, check
from bot.library.library import Library
from bot.library.organisation import NO_RULES, Organisation, Party, names
from bot.mail.email import Mailbox
from bot.verdict.verdict import State, Verdict
from tests.growth import grows_linearly

LIBRARY = Library.load()
RULES = Organisation(
    suppliers=(Party("Hartwell Parts Ltd", domains=frozenset({"hartwell.example"})),),
    impersonated=(Party("Ruth Okafor", addresses=frozenset({"ruth@okafor.test"})),),
)
BILL = "Hello Ann,\n\nplease find our price list for June attached, as we said last week.\n"
ACCOUNT = "Hello Ann,\n\nour bank details have changed. Please pay invoice 12 to the new account from now on.\n"
WIRE = "Hello Ann,\n\nI need you to process a wire transfer of 18,400 EUR for me today.\n"


def judged(sender: str, text: str, rules: Organisation = RULES) -> Verdict:
    data = f"From: {sender}\nTo: ann@northwind.example\nSubject: Hartwell\n\n{text}"
    return check(data.encode(), "mail.eml", LIBRARY, Asker(organisation=rules)).verdict


def test_a_suppliers_name_from_elsewhere_alone_convicts_nobody() -> None:
    found = judged("Hartwell Parts <ines@mail.test>", BILL)
    assert [one.signal.id for one in found.findings if one.signal.id.endswith("elsewhere")] == [
        "supplier-from-elsewhere"
    ]
    assert not found.state.flagged


@pytest.mark.parametrize("sender", ["Hartwell Parts <ines@mail.test>", "Ines <ines@hartwel.example>"])
def test_a_false_supplier_with_a_new_account_is_likely_a_scam(sender: str) -> None:
    with_rules, without = judged(sender, ACCOUNT), judged(sender, ACCOUNT, NO_RULES)
    assert with_rules.state is State.LIKELY_SCAM
    assert with_rules.score > without.score
    assert with_rules.scam and with_rules.scam.id == "supplier-bank-change"


def test_a_new_account_from_nearly_the_suppliers_address_convicts_by_a_rule() -> None:
    assert judged("Ines <ines@hartwel.example>", ACCOUNT).rule == "bank-change-from-a-lookalike"


def test_a_borrowed_name_that_wants_money_convicts_by_the_same_rule_as_a_colleagues() -> None:
    assert judged("Ruth Okafor <office@mail.test>", WIRE).rule == "colleague-wants-money"
    assert judged("Ruth Okafor <ruth@okafor.test>", WIRE).rule == ""


@pytest.mark.parametrize("sender", ["Hartwell Parts <ines@hartwell.example>", "Ruth Okafor <ruth@okafor.test>"])
@pytest.mark.parametrize("text", [BILL, ACCOUNT, WIRE])
def test_who_writes_from_the_known_address_is_judged_as_without_rules(sender: str, text: str) -> None:
    assert judged(sender, text) == judged(sender, text, NO_RULES)


@pytest.mark.parametrize(
    "listed, address, named",
    [
        ("ann@acme.example", "ann@acme.example", True),
        ("ann@acme.example", "bob@acme.example", False),
        ("acme.example", "bob@mail.acme.example", True),
        ("acme.example", "bob@notacme.example", False),
        ("acme.example", "acme.example@mail.test", False),
        ("github.io", "bob@bob.github.io", False),
        ("co.uk", "bob@acme.co.uk", False),
        ("", "bob@acme.example", False),
        (".", "bob@acme.example", False),
    ],
)
def test_a_list_names_addresses_and_whole_organisations(listed: str, address: str, named: bool) -> None:
    assert names({listed}, Mailbox("", address)) is named


def test_a_name_without_an_address_is_nobodys() -> None:
    assert not names({"", "acme.example"}, Mailbox("acme.example", ""))


def test_many_suppliers_and_long_names_cost_no_more_than_they_are_long() -> None:
    def hostile(size: int) -> bytes:
        name = "Hartwell " * size
        return f"From: {name}<ines@hartwel.example>\nSubject: {name}\n\nfrom {name}".encode()

    grows_linearly(lambda data: check(data, "mail.eml", LIBRARY, Asker(organisation=RULES)), hostile, largest=40_000)
