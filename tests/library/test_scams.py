"""`scams.toml` is edited by people who know scams and not the code: a wrong name or number is told, not ignored."""

import shutil
from pathlib import Path

import pytest

from bot.library.content import content_root
from bot.library.scams import Scam, Scams
from bot.library.validation import mistakes
from bot.signals.catalogue import signals

SIGNALS = frozenset(signal.id for signal in signals())
CARDS = '\nneeds = [["gift-cards-asked", "favour-opening"]]\n[scam.signals]\ngift-cards-asked = 2.5\n'


def kind(scam: str, needs: tuple[frozenset[str], ...], **points: float) -> Scam:
    return Scam(scam, scam, "", {name.replace("_", "-"): one for name, one in points.items()}, needs)


CARD = kind("card", (frozenset({"card-asked"}), frozenset({"refund", "prize"})), card_asked=2.0, prize=3.0)
PARCEL = kind("parcel", (frozenset({"parcel"}),), card_asked=2.0, parcel=1.0)
ANY = kind("any", (), refund=0.5, parcel=0.5, card_asked=0.1)
THREE = Scams((CARD, PARCEL, ANY))


@pytest.mark.parametrize(
    ("clues", "chosen"),
    [
        ({"card-asked", "refund"}, "card"),
        ({"card-asked", "parcel"}, "parcel"),
        ({"card-asked", "refund", "parcel"}, "parcel"),  # what both ask for counts alike: the pretext decides
        ({"card-asked"}, "any"),  # one group of two is not enough
        ({"prize"}, ""),  # three points, and still not without the card
        (set(), ""),
    ],
)
def test_a_kind_is_chosen_by_its_points_and_never_without_what_it_needs(clues: set[str], chosen: str) -> None:
    found = THREE.likeliest(dict.fromkeys(clues, 1.0))
    assert (found.id if found else "") == chosen


def test_a_choice_among_some_kinds_holds_unless_it_can_be_none_of_them() -> None:
    clues = {"card-asked": 1.0, "refund": 1.0, "parcel": 1.0}
    assert THREE.likeliest(clues, ("card", "any")) is CARD
    assert THREE.likeliest({"parcel": 1.0}, ("card",)) is PARCEL


def test_our_own_kinds_can_be_told_apart_and_are_in_order() -> None:
    assert [str(one) for one in mistakes(content_root(), SIGNALS) if one.file == "scams.toml"] == []
    unreachable = [
        scam.id
        for scam in Scams.load().all
        if scam.signals and not scam.points(dict.fromkeys(frozenset().union(*scam.needs, scam.signals), 1.0)) > 0
    ]
    assert unreachable == []


@pytest.mark.parametrize(
    ("instead", "told"),
    [
        ("favour-opening, cards-asked", "needs.cards-asked: there is no such signal; see `legitbot explain`"),
        ("poses:boss", "needs.poses:boss: brands.toml has no such kind; write poses:bank or another of its kinds"),
    ],
)
def test_a_name_that_there_is_not_is_told(tmp_path: Path, instead: str, told: str) -> None:
    names = ", ".join(f'"{one}"' for one in ("gift-cards-asked", *instead.split(", ")))
    assert told in changed(tmp_path, '"gift-cards-asked", "favour-opening"', names)


@pytest.mark.parametrize(
    ("instead", "told"),
    [
        ('["gift-cards-asked"]', 'needs: must look like [["gift-cards-asked"], ["secrecy-asked", "no-calls"]]'),
        ("[[]]", 'needs: must look like [["gift-cards-asked"], ["secrecy-asked", "no-calls"]]'),
        ("[[3]]", 'needs: must look like [["gift-cards-asked"], ["secrecy-asked", "no-calls"]]'),
        (
            '[["password-asked"]]',
            "signals: give at least one of the names in needs a number, or it can win without what it needs",
        ),
    ],
)
def test_needs_of_another_shape_are_told(tmp_path: Path, instead: str, told: str) -> None:
    assert told in changed(tmp_path, '[["gift-cards-asked", "favour-opening"]]', instead)


@pytest.mark.parametrize("points", ['"much"', "0", "-1.5", "true"])
def test_points_that_are_no_number_above_zero_are_told(tmp_path: Path, points: str) -> None:
    found = changed(tmp_path, "gift-cards-asked = 2.5\n", f"gift-cards-asked = {points}\n")
    assert "signals.gift-cards-asked: write a number above 0, like 1.5" in found


def changed(root: Path, old: str, new: str) -> list[str]:
    """What is told about the gift-card kind when this one thing is changed in it."""
    for name in ("brands.toml", "lists.toml", "reporting.toml"):
        shutil.copy(content_root() / name, root / name)
    text = (content_root() / "scams.toml").read_text("utf-8")
    assert CARDS in text, "the kind that this test changes has changed itself"
    (root / "scams.toml").write_text(text.replace(CARDS, CARDS.replace(old, new)), "utf-8")
    found = [one for one in mistakes(root, SIGNALS) if one.file == "scams.toml"]
    assert all(one.field.startswith("executive-gift-cards.") for one in found), found
    return [f"{one.field.partition('.')[2]}: {one.write}" for one in found]
