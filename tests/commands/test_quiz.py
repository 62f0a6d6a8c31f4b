"""`legitbot quiz`: questions in the terminal, remembered on this machine."""

import os
import pty
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.commands.group import legitbot
from bot.store.sqlite import Held

ANSWERS = "1\n" * 12  # enough for three questions, whichever they are


def run(memory: Path, *arguments: str, typed: str = ANSWERS) -> Result:
    return CliRunner().invoke(legitbot, ["quiz", "--memory", str(memory), *arguments], input=typed)


def answers(memory: Path) -> int:
    with sqlite3.connect(memory) as connection:
        return int(connection.execute("SELECT count(*) FROM quiz_answers").fetchone()[0])


def test_three_questions_are_asked_answered_and_explained(tmp_path: Path) -> None:
    done = run(tmp_path / "quiz.db")
    assert done.exit_code == 0, done.output
    assert "Question 1 of 3" in done.output and "Question 3 of 3" in done.output
    assert done.output.count("Where this comes from:") == 3
    assert "Thank you for taking part." in done.output
    assert answers(tmp_path / "quiz.db") == 3


@pytest.mark.thorough
def test_whoever_stops_in_the_middle_goes_on_there(tmp_path: Path) -> None:
    memory = tmp_path / "quiz.db"
    run(memory, typed="1\n1\n")  # one answer at least; then the input ends
    there = answers(memory)
    assert there in (1, 2)
    assert f"Question {there + 1} of 3" in run(memory).output
    assert answers(memory) == 3


@pytest.mark.thorough
def test_ctrl_c_stops_at_once_and_says_that_it_goes_on_here(tmp_path: Path) -> None:
    def after(word: bytes) -> bytes:
        seen = b""
        while word not in seen:
            seen += os.read(screen, 4096)
        return seen

    screen, theirs = pty.openpty()
    command = [sys.executable, "-m", "bot", "quiz", "--memory", str(tmp_path / "quiz.db")]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True) as player:
        os.close(theirs)
        try:
            after(b"Your answer")
            player.send_signal(signal.SIGINT)
            after(b"Next time it goes on here.")
            assert player.wait(30) == 0
        finally:
            player.kill()
            os.close(screen)


@pytest.mark.thorough
def test_two_players_of_one_memory_hear_who_is_first(tmp_path: Path) -> None:
    memory = tmp_path / "quiz.db"
    lock = Held(memory)
    try:
        assert "A quiz is open in another window." in run(memory).output
    finally:
        lock.release()
    assert run(memory).exit_code == 0


@pytest.mark.thorough
def test_on_a_narrow_terminal_every_line_of_a_mail_has_its_edge(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "50")
    _, _, rest = run(tmp_path / "quiz.db", typed="").output.partition("│ From: ")
    mail, _, _ = rest.partition("Is this mail legit")
    lines = mail.splitlines()[1:]
    shown = [i for i, line in enumerate(lines) if line.startswith("│")]
    assert shown == [*range(len(shown))] and all(len(lines[i]) <= 50 for i in shown)
    assert len(shown) > 4 and "│" not in "".join(line[1:] for line in lines)


@pytest.mark.thorough
def test_two_people_do_not_begin_with_the_same_questions(tmp_path: Path) -> None:
    begun = {run(tmp_path / f"{one}.db", typed="").output for one in range(6)}
    assert len(begun) > 1


@pytest.mark.thorough
def test_what_is_no_number_of_an_answer_is_asked_again(tmp_path: Path) -> None:
    done = run(tmp_path / "quiz.db", "--count", "1", typed="9\nscam\n1\n1\n")
    assert (
        done.exit_code == 0
        and done.output.count("Please type a number from 1 to") == 2
        and answers(tmp_path / "quiz.db") == 1
    )


@pytest.mark.thorough
def test_how_one_is_doing_is_said_once_there_is_enough(tmp_path: Path) -> None:
    memory = tmp_path / "quiz.db"
    assert "After about 20 more mails" in run(memory, "--how").output
    for _ in range(30):
        run(memory)
        if "Spotting scams" in (said := run(memory, "--how").output):
            break
    assert "Spotting scams: you see about" in said and "Trusting genuine mail: you let about" in said
    assert "Only you see this." in said


@pytest.mark.thorough
def test_what_was_answered_can_be_forgotten(tmp_path: Path) -> None:
    memory = tmp_path / "quiz.db"
    run(memory)
    assert "I forgot all" in run(memory, "--forget").output
    assert answers(memory) == 0


@pytest.mark.thorough
def test_a_topic_that_is_none_is_a_sentence_that_names_them(tmp_path: Path) -> None:
    done = run(tmp_path / "quiz.db", "--topic", "cooking")
    assert done.exit_code == 1 and "There is no topic 'cooking'. The topics are:" in done.output


@pytest.mark.thorough
def test_a_companys_own_question_is_asked(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "canteen.md").write_text(
        '+++\nkind = "do"\ntopic = "orders"\nscams = []\nright = "eat"\n+++\nThe canteen is open. What do you do?\n\n'
        "## eat: Have lunch\nRight. It is lunch.\n\n## run: Run away\nNot quite. It is only lunch.\n",
        "utf-8",
    )
    said = [run(tmp_path / "quiz.db", "--topic", "orders", "--own", str(own)).output for _ in range(8)]
    assert any("The canteen is open." in one for one in said)
