"""What administrators see of their rules: as it reads, and that Slack takes it however much there is."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.flows.shapes import OwnRules, RuleChange
from bot.fronts.slack.home import home_view
from bot.fronts.slack.rules.box import rules_box, told_box
from bot.fronts.slack.rules.page import Seen, rules_blocks
from bot.fronts.slack.words import words
from bot.library.organisation import NO_RULES, Organisation, Party
from bot.library.rule_texts import LONGEST_TEXT, NAMES, with_rule, written
from bot.localslack.validation import view_problems
from bot.reply.reply import Reply
from tests.fronts.slack.reading import read_out, texts
from tests.slack_shapes import view_shape_problems

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
FOR_ALL = Organisation(own_domains=frozenset({"a.example"}), exercise_mark="kx7-for-everybody")
OWN = Organisation(
    own_domains=frozenset({f"own{n}.example" for n in range(5)}), exercise_mark="kx7-our-own",
    suppliers=(Party("<!channel> Ink", frozenset({"ink.example"})),),
)  # fmt: skip
CHANGES = [
    RuleChange(NOW - timedelta(hours=1), "U1", "own_domains", "a.example\nb.example", "b.example\nc.example"),
    RuleChange(NOW - timedelta(days=1), "U1", "exercise_mark", "", ""),
    RuleChange(NOW - timedelta(days=40), "U2", "security_words", "", "Ask us."),
]
SEEN = Seen(FOR_ALL, OwnRules(OWN, 3, NOW - timedelta(days=1)), CHANGES, {"U1": "Ann Berg", "U2": ""}, 12)


def full() -> Organisation:
    """As much as a company may write."""
    domains = "\n".join(f"{'a' * 16}{n:02}.example" for n in range(100))
    addresses = "\n".join(f"a{n:02}@{'b' * 15}.example" for n in range(100))
    people = "\n".join(f"Person {n}: a{n}@northwind.example" for n in range(80))
    firms = "\n".join(f"<@U{n}> *Firm*: firm{n}.example" for n in range(80))
    rules = Organisation(exercise_mark="kx7-our-own")
    for name, text in (
        ("own_domains", domains), ("trusted_servers", domains), ("trusted_senders", addresses), ("suppliers", firms),
        ("impersonated", people), ("exercise_senders", addresses), ("security_words", "w" * 400),
    ):  # fmt: skip
        rules = with_rule(rules, name, text)
    return rules


def test_a_channel_is_shown_by_its_name_and_not_by_its_id() -> None:
    """An administrator does not know a channel by "C0SECURITY"; in every text it has become Slack's own mention."""
    changes = [RuleChange(NOW, "U1", "security_channel", "C0BEFORE", "C0SECURITY")]
    rules = Organisation(security_channel="C0SECURITY", security_words="Not sure? Ask us.")
    blocks = rules_blocks(Seen(NO_RULES, OwnRules(rules, 1, None), changes, {"U1": "Ann Berg"}, 0), NOW)
    assert not [one for one in texts(blocks) if "C0" in one]
    mentions = re.findall(r"'type': 'channel', 'channel_id': '(\w+)'", str(blocks))
    assert mentions == ["C0SECURITY", "C0SECURITY", "C0BEFORE"]
    assert any("(Ann Berg, " in one for one in texts(blocks))
    assert not view_problems(home_view([], Reply(()), NOW, UTC, rules=blocks))


def test_the_section_reads_as_written_here() -> None:
    assert read_out(rules_blocks(SEEN, NOW)) == (
        "----\n\n"
        "**Rules for this company**\n\n"
        "Only administrators see this part. Rules make my answers better.\n\n"
        "• Our mail domains: a.example (set by whoever runs the bot)\n"
        "• Our mail domains: own0.example, own1.example, own2.example and 2 more\n"
        "• Our suppliers: <!channel> Ink: ink.example\n"
        "• Practice mails: the secret mark: set (set by whoever runs the bot)\n"
        "• Practice mails: the secret mark: set on 1 March 2026\n\n"
        "In the last 30 days 12 people spotted a practice mail.\n\n"
        "**Last changes**\n"
        "• Our mail domains: added c.example, took out a.example (Ann Berg, today at 08:30)\n"
        "• Practice mails: the secret mark: changed (Ann Berg, yesterday at 09:30)\n"
        "• Words of the security team: added Ask us. (somebody, 21 January at 09:30)\n\n"
        "[Change the rules] [Tips for everybody] [How we are doing]"
    )


@pytest.mark.parametrize(("people", "sentence"), [
    (0, "In the last 30 days nobody asked me about a practice mail."),
    (1, "In the last 30 days 1 person spotted a practice mail."),
])  # fmt: skip
def test_how_many_spotted_it_is_a_number(people: int, sentence: str) -> None:
    assert sentence in read_out(rules_blocks(Seen(FOR_ALL, OwnRules(), [], {}, people), NOW))


def test_without_rules_it_says_so() -> None:
    shown = read_out(rules_blocks(Seen(NO_RULES, OwnRules(), [], {}, 0), NOW))
    assert "There are no rules yet." in shown and "practice" not in shown and "Last changes" not in shown


@pytest.mark.parametrize("own", [NO_RULES, OWN, full()], ids=["none", "some", "as many as can be"])
@pytest.mark.parametrize("everybodys", [NO_RULES, full()], ids=["alone", "beside many"])
def test_slack_takes_the_page_and_the_box(own: Organisation, everybodys: Organisation) -> None:
    changes = [RuleChange(NOW, "U1", name, "", written(full(), name)) for name in NAMES[:5]]
    kept = OwnRules(own, 7, NOW if own.exercise_mark else None)
    blocks = rules_blocks(Seen(everybodys, kept, changes, {"U1": "A" * 300}, 10**6), NOW)
    for view in (home_view([], Reply(()), NOW, UTC, rules=blocks), rules_box(kept, everybodys, NOW)):
        assert [*view_problems(view), *view_shape_problems(view)] == []
        assert "kx7" not in str(view)
    for what in ("refused", "meanwhile"):
        assert [*view_problems(told_box(what))] == []


def test_the_box_asks_for_every_rule_and_shows_what_is_set_as_it_was_typed() -> None:
    view = rules_box(OwnRules(full(), 1, NOW), NO_RULES, NOW)
    fields = {one["block_id"]: one["element"].get("initial_value", "") for one in view["blocks"]}
    assert set(NAMES) <= set(fields)
    for name in set(NAMES) - {"security_channel"}:
        assert fields[name] == written(full(), name)
        assert len(fields[name]) <= LONGEST_TEXT


def test_nobody_can_be_mentioned_and_no_link_made_by_a_rule() -> None:
    kinds = [one["type"] for one in rules_blocks(SEEN, NOW)]
    assert set(kinds) == {"divider", "rich_text", "actions"}
    assert "mrkdwn" not in str(rules_box(OwnRules(full()), full(), NOW)) + str(rules_blocks(SEEN, NOW))


def test_every_rule_and_every_mistake_has_its_words() -> None:
    said = words()
    assert set(said["rule_names"]) == set(NAMES)
    whys = {"domain", "ending", "everybodys", "address", "server", "party", "twice", "too-many", "too-long", "mark",
            "words", "channel", "both"}  # fmt: skip
    assert set(said["rule_mistakes"]) == whys
