"""A company's rules as people write them: read in one spelling, written as they are read, and never half understood."""

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.organisation import NO_RULES, Organisation, Party, merged
from bot.library.rule_texts import LONGEST_TEXT, MARK, MOST_ENTRIES, NAMES, NotARule, with_rule, written

TEXTS = {
    "own_domains": ("b.example, Mail.A.example;a.example\n", "a.example\nb.example"),
    "trusted_servers": ("MX2.a.example\nmx1.a.example mx1.a.example", "mx2.a.example\nmx1.a.example"),
    "trusted_senders": ("Ann@Acme.example acme.test", "acme.test\nann@acme.example"),
    "suppliers": (
        "\n Ink  Ltd:b.example, a.example\nPapyrus: p.example ",
        "Ink Ltd: a.example, b.example\nPapyrus: p.example",
    ),
    "impersonated": ("Ruth Okafor : RUTH@a.example", "Ruth Okafor: ruth@a.example"),
    MARK: ("kx7-planted", ""),
    "exercise_senders": ("lure.test", "lure.test"),
    "security_channel": ("C0123ABCD", "C0123ABCD"),
    "security_words": ("Not sure?\n Ask us.", "Not sure? Ask us."),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_is_read_in_one_spelling_and_written_as_it_is_read(name: str) -> None:
    text, spelled = TEXTS[name]
    rules = with_rule(NO_RULES, name, text)
    assert rules != NO_RULES
    assert written(rules, name) == spelled
    assert [one for one in NAMES if getattr(rules, one) != getattr(NO_RULES, one)] == [name]
    if name != MARK:
        assert with_rule(NO_RULES, name, spelled) == rules
    assert with_rule(rules, name, " \n") == NO_RULES


@pytest.mark.parametrize(("name", "text", "why", "piece"), [
    ("own_domains", "a.example gmail.com", "everybodys", "gmail.com"),
    ("own_domains", "localhost", "domain", "localhost"),
    ("own_domains", "ann@a.example", "domain", "ann@a.example"),
    ("own_domains", "co.uk", "ending", "co.uk"),
    ("trusted_senders", "ann@a.example, ann@b", "address", "ann@b"),
    ("trusted_servers", "192.0.2.1", "server", "192.0.2.1"),
    ("suppliers", "Papyrus", "party", "Papyrus"),
    ("suppliers", ": a.example", "party", ": a.example"),
    ("suppliers", "Papyrus:", "party", "Papyrus:"),
    ("suppliers", "Papyrus: yahoo.com", "everybodys", "yahoo.com"),
    ("impersonated", "Ruth: a@b.example\nRUTH: c@d.example", "twice", "RUTH"),
    ("security_channel", "#general", "channel", "#general"),
    ("security_words", "a" * 401, "words", "a" * 401),
    (MARK, "short-7", "mark", ""), (MARK, "onlyletters", "mark", ""), (MARK, "12345678", "mark", ""),
    (MARK, "with\x00zero-7", "mark", ""), (MARK, "a1" * 101, "mark", ""),
])  # fmt: skip
def test_what_cannot_be_taken_is_told_by_one_word_and_its_piece(name: str, text: str, why: str, piece: str) -> None:
    with pytest.raises(NotARule) as told:
        with_rule(NO_RULES, name, text)
    assert (told.value.why, told.value.piece) == (why, piece)


def test_there_is_an_end_to_how_much_a_rule_may_hold() -> None:
    domains = [f"a{number}.example" for number in range(MOST_ENTRIES + 1)]
    for name, text in (
        ("own_domains", " ".join(domains)),
        ("suppliers", "\n".join(f"{one}: {one}" for one in domains)),
    ):
        with pytest.raises(NotARule, match="too-many"):
            with_rule(NO_RULES, name, text)
    letters = ["".join(chr(0x430 + (n * 7 + letter * 11) % 32) for letter in range(16)) for n in range(100)]
    longer = "\n".join(f"{one}{n}.example" for n, one in enumerate(letters))  # which grows when it is spelled out
    assert len(longer) < LONGEST_TEXT
    with pytest.raises(NotARule, match="too-long"):
        with_rule(NO_RULES, "own_domains", longer)


@given(st.sampled_from(NAMES), st.text(max_size=200))
def test_whatever_is_typed_it_is_read_or_refused_and_reading_it_again_changes_nothing(name: str, text: str) -> None:
    try:
        rules = with_rule(NO_RULES, name, text)
    except NotARule:
        return
    if name != MARK:
        assert with_rule(NO_RULES, name, written(rules, name)) == rules


def test_the_mark_is_never_written_out() -> None:
    rules = Organisation(exercise_mark="kx7-planted")
    assert written(rules, MARK) == "" and "kx7" not in repr(rules)


FOR_ALL = Organisation(
    own_domains=frozenset({"a.example"}), trusted_servers=("mx.a.example", "mx.b.example"),
    trusted_senders=frozenset({"ann@acme.example"}), exercise_mark="for-all-1", exercise_senders=frozenset({"l.test"}),
    suppliers=(Party("Ink", frozenset({"ink.example"})), Party("Papyrus", frozenset({"papyrus.example"}))),
    impersonated=(Party("Ruth", addresses=frozenset({"r@a.example"})),), security_channel="C1", security_words="All.",
)  # fmt: skip
OWN = Organisation(
    own_domains=frozenset({"b.example"}), trusted_servers=("mx.b.example", "mx.c.example"),
    trusted_senders=frozenset({"bob@acme.example"}), exercise_mark="own-mark-2",
    exercise_senders=frozenset({"own.test"}), suppliers=(Party("INK", frozenset({"ink.test"})),),
    impersonated=(Party("Bo", addresses=frozenset({"b@a.example"})),), security_channel="C2", security_words="Ours.",
)  # fmt: skip


def test_lists_add_up_and_of_the_rest_the_companys_own_wins() -> None:
    assert merged(FOR_ALL, OWN) == Organisation(
        own_domains=frozenset({"a.example", "b.example"}),
        trusted_servers=("mx.a.example", "mx.b.example", "mx.c.example"),
        trusted_senders=frozenset({"ann@acme.example", "bob@acme.example"}),
        suppliers=(Party("Ink", frozenset({"ink.example", "ink.test"})), FOR_ALL.suppliers[1]),
        impersonated=FOR_ALL.impersonated + OWN.impersonated, exercise_mark="own-mark-2",
        exercise_senders=frozenset({"own.test"}), security_channel="C2", security_words="Ours.",
    )  # fmt: skip


def test_merging_with_nothing_changes_nothing() -> None:
    assert merged(FOR_ALL, NO_RULES) == FOR_ALL
    assert merged(NO_RULES, OWN) == OWN


def test_a_companys_own_mark_may_not_be_carried_by_everybodys_senders() -> None:
    """Whoever runs exercises for one company cannot have mails taken for another's."""
    own = Organisation(exercise_mark="own-mark-2", exercise_senders=frozenset({"own.test"}))
    assert merged(FOR_ALL, own).exercise_senders == {"own.test"}
    senders_alone = Organisation(exercise_senders=frozenset({"own.test"}))
    assert merged(FOR_ALL, senders_alone).exercise_senders == {"l.test", "own.test"}


def test_every_rule_is_merged() -> None:
    """A rule that is added one day and forgotten here would be lost without a word."""
    for one in fields(Organisation):
        assert getattr(merged(FOR_ALL, NO_RULES), one.name) == getattr(FOR_ALL, one.name), one.name
        assert getattr(FOR_ALL, one.name), one.name
