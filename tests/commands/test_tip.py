"""`legitbot tip` shows what people get, and `legitbot content` says what is wrong with a company's own tips."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.commands.group import legitbot
from bot.library import content as place
from tests.library.quiz_folder import SCAM
from tests.library.tip_folder import TIP, edit, messages, write


@pytest.fixture(name="root", autouse=True)
def _root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = messages(tmp_path)
    monkeypatch.setattr(place, "content_root", lambda: root)
    return root


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(legitbot, [str(one) for one in arguments])


def said(result: Result) -> str:
    """What stands in the frame, without the frame."""
    return " ".join(line.strip("│╭╮╰╯─ ") for line in result.stdout.splitlines())


def test_a_tip_is_shown_with_its_topic_and_what_to_type_for_more(root: Path) -> None:
    edit(root / "en" / "tips.toml", "[frame]", '[frame]\nread_more = "Add --more."')
    result = run("tip", "order")
    assert result.exit_code == 0, result.output
    assert "Orders" in result.stdout and "An order of nobody" in said(result)
    assert "Open the shop's app and look there." in said(result)
    assert "the trap" not in result.stdout and "Add --more." in result.stdout


def test_more_shows_how_it_works_and_where_that_comes_from(root: Path) -> None:
    edit(root / "en" / "tips.toml", "[frame]", '[frame]\nsources = "From"')
    shown = said(run("tip", "--more", "order"))
    assert "The number in the mail is the trap." in shown and "- Nothing there? Delete the mail." in shown
    assert "- A report (Somebody): https://report.example/orders" in shown and "Checked 2026-11-01" in shown


def test_the_same_seed_chooses_the_same_tip_and_a_topic_narrows_the_choice(root: Path) -> None:
    edit(root / "en" / "tips.toml", "[frame]", '[frame]\nread_more = "Add --more."')
    for number in range(8):
        write(root / "en" / "tips" / f"more-{number}.md", TIP.replace("of nobody", f"number {number}"))
    shown = [run("tip", "--seed", str(seed)).stdout for seed in range(8)]
    assert shown == [run("tip", "--seed", str(seed)).stdout for seed in range(8)] and len(set(shown)) > 1
    assert all("A receipt is fine" in run("tip", "--topic", "trust", "--seed", str(seed)).stdout for seed in range(4))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["ordr"], "near: order"),
        (["zzzz"], "no 'zzzz'"),
        (["--topic", "parcel"], "no topic 'parcel': orders, trust"),
    ],
)
def test_what_there_is_not_is_told_with_what_there_is(root: Path, arguments: list[str], told: str) -> None:
    words = (
        'none_of_id = "near: {near}"\nnot_there = "no {id}"\nnone_of_topic = "no topic {id}: {topics}"\nnone = "none"'
    )
    edit(root / "en" / "tips.toml", "[frame]", f"[frame]\n{words}")
    result = run("tip", *arguments)
    assert result.exit_code == 2 and told in result.output


def test_an_own_tip_is_shown_and_a_broken_one_is_told(root: Path, tmp_path: Path) -> None:
    edit(root / "en" / "tips.toml", "[frame]", '[frame]\nread_more = "Add --more."')
    write(tmp_path / "ours" / "canteen.md", TIP.replace("An order of nobody", "The canteen card"))
    write(tmp_path / "ours" / "bad.md", "words")
    result = run("tip", "--own", tmp_path / "ours", "canteen")
    assert "The canteen card" in said(result)
    assert "Note: ours/bad.md: -: begin the file with a line +++" in result.stderr


def test_content_looks_at_a_companys_own_folder(root: Path, tmp_path: Path) -> None:
    write(tmp_path / "ours" / "canteen.md", TIP.replace("look there.", "look there!"))
    (root / "en" / "quizzes" / "kettle.md").unlink()
    result = run("content", "--own", tmp_path / "ours")
    assert result.exit_code == 1
    assert "ours/canteen.md: text: end the sentence with a full stop" in result.output
    assert "Readability of 2 tips: grade " in result.output
    assert "Readability of 5 questions: grade " in result.output
    assert "Note: ideas.toml: calls: all questions with this idea are about scams" in result.output


def test_content_looks_at_a_companys_own_questions(tmp_path: Path) -> None:
    write(tmp_path / "ours" / "canteen.md", SCAM.replace("You bought no TV.", "You bought no TV!"))
    result = run("content", "--own-quizzes", tmp_path / "ours")
    assert result.exit_code == 1
    assert "ours/canteen.md: text: end the sentence with a full stop" in result.output


def test_content_says_where_readability_was_not_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "textstat", None)
    assert "Note: readability was not measured; to measure it: pip install textstat" in run("content").output


def test_a_tip_that_is_hard_to_read_is_a_mistake(root: Path) -> None:
    hard = "Organisational administrators occasionally experience authentication irregularities. " * 2
    edit(root / "en" / "tips" / "order.md", "What does this mail want from you?", hard)
    result = run("content")
    assert result.exit_code == 1 and "en/tips/order.md: text: reads like grade " in result.output


def test_a_check_waits_for_no_tips() -> None:
    script = (
        "import sys; from bot.commands.loading import loaded_library; loaded_library().scams; import bot.flows.check\n"
        "print(sorted(one for one in sys.modules if one in ('textstat', 'bot.library.tips', 'bot.library.validation')))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout == "[]\n"
