"""The terminal: what people and programs get, and one clear sentence for what cannot be read."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.commands.group import legitbot
from bot.library.content import content_root
from bot.signals.catalogue import signals

DEMO = content_root() / "demo"
SCAM, GENUINE = DEMO / "01-order-to-cancel-by-phone.eml", DEMO / "02-order-really-from-the-shop.eml"


def run(*arguments: str | Path, given: str | bytes | None = None) -> Result:
    return CliRunner().invoke(legitbot, [str(one) for one in arguments], input=given)


def objects(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_scam_gets_a_verdict_that_quotes_it() -> None:
    result = run("check", SCAM)
    assert result.exit_code == 0
    assert "This is likely a scam." in result.output
    assert "803-555-0142" in result.output
    assert "gmail[.]com" in result.output


def test_the_genuine_twin_is_left_alone() -> None:
    result = run("check", GENUINE)
    assert "I found no warning signs." in result.output
    assert "I would have worried if" in result.output


def test_json_has_the_fields_of_schema_1() -> None:
    """Programs stand on these names: fields may be added, never renamed."""
    [found] = objects(run("check", "--json", SCAM))
    assert set(found) >= {
        "schema", "path", "state", "score", "unwanted", "scam_type", "check_first", "email", "evidence", "checked",
        "not_checked", "reply", "ms",
    }  # fmt: skip
    assert found["schema"] == 1
    email = found["email"]
    assert isinstance(email, dict)
    assert set(email) >= {"from", "subject", "date", "forwarded", "forwarded_by", "source", "language"}
    assert isinstance(found["evidence"], list)
    assert set(found["evidence"][0]) >= {"signal", "title", "says", "quote", "where", "weight"}


def test_standard_input_is_judged() -> None:
    [found] = objects(run("check", "--json", given=SCAM.read_bytes()))
    assert found["state"] == "likely_scam"
    [found] = objects(run("check", "--json", "-", given="Please buy 5 gift cards and send me the codes."))
    assert found["email"]["source"] == "pasted"  # type: ignore[index]  # it is an object


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda folder: folder / "nothing.eml", "There is no file of that name."),
        (lambda folder: folder, "This is a folder."),
        (lambda folder: _written(folder / "empty.eml", b""), "This is empty"),
        (lambda folder: _written(folder / "blank.eml", b" \n\n"), "This is empty"),
        (lambda folder: _fifo(folder / "pipe"), "This is not an ordinary file."),
    ],
)
def test_what_cannot_be_read_gets_one_sentence_and_the_others_are_judged(make, says, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # a table of lambdas
    result = run("check", "--json", make(tmp_path), GENUINE)
    wrong, right = objects(result)
    assert set(wrong) == {"schema", "path", "error"}
    assert str(wrong["error"]).startswith(says)
    assert right["state"] == "no_warning_signs"
    assert result.exit_code == 1


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def _fifo(path: Path) -> Path:
    os.mkfifo(path)
    return path


def test_a_batch_answers_in_order_and_at_once(tmp_path: Path) -> None:
    """A program that writes one path and waits must get its line: each is flushed."""
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "check", "--batch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdin and process.stdout
    for path, state in ((SCAM, "likely_scam"), (tmp_path / "missing", None), (GENUINE, "no_warning_signs")):
        process.stdin.write(f"{path}\n")
        process.stdin.flush()
        line = json.loads(process.stdout.readline())
        assert line["path"] == str(path)
        assert line.get("state") == state
    process.stdin.close()
    assert process.wait(10) == 1
    process.stdout.close()


def test_wrong_usage_is_told_and_ends_with_2() -> None:
    for arguments in (
        ("check", "--batch", SCAM),
        ("check", "--frobnicate"),
        ("explain", "no-such-sign"),
        ("nonsense",),
    ):
        assert run(*arguments).exit_code == 2


def test_help_teaches() -> None:
    assert "legitbot check mail.eml" in run("--help").output
    assert "no_warning_signs" in run("check", "--help").output
    for command in ("demo", "explain", "evaluate", "content", "completion"):
        assert command in run("--help").output
        assert run(command, "--help").exit_code == 0


def test_a_sign_is_explained_with_examples() -> None:
    result = run("explain", "reply-to-elsewhere")
    assert "Fires on:" in result.output
    assert "Stays quiet on:" in result.output
    assert all(signal.id in run("explain").output for signal in signals())
    assert "Did you mean: reply-to-elsewhere" in run("explain", "reply-to-elsewher").output


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_get_a_completion_script(shell: str) -> None:
    assert "_LEGITBOT_COMPLETE" in run("completion", shell).output


def test_the_demo_judges_a_dozen_mails() -> None:
    output = run("demo").output
    assert "12 mails:" in output
    assert "likely_scam" in output


def test_the_content_that_ships_is_in_order() -> None:
    result = run("content")
    assert result.output.strip().endswith("All content is in order."), result.output


@pytest.mark.thorough
@pytest.mark.parametrize("section", ["tips", "quizzes"])
def test_the_folder_that_the_settings_name_is_looked_at_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, section: str
) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "ours" / "broken.md").write_text("no facts at all")
    (tmp_path / "legitbot.toml").write_text(f'[{section}]\nfolder = "ours"\n')
    monkeypatch.chdir(tmp_path)
    result = run("content")
    assert result.exit_code == 1 and "ours/broken.md: -: begin the file with a line +++" in result.output
    assert "1 mistake." in result.output


def test_broken_content_is_told_with_file_field_and_what_to_write(tmp_path: Path) -> None:
    (tmp_path / "en" / "replies").mkdir(parents=True)
    (tmp_path / "brands.toml").write_text('[[brand]]\nid = "Amazon!"\nname = "Amazon"\ndomains = ["http://amazon"]\n')
    (tmp_path / "scams.toml").write_text("not toml at all")
    (tmp_path / "en" / "words.toml").write_text('language = "de"\nstop = []\n[concepts]\ndeadline = ["(now"]\n')
    (tmp_path / "en" / "replies" / "verdict.md.j2").write_text("{% if %}")
    result = run("content", "--root", tmp_path)
    assert result.exit_code == 1
    for told in (
        "brands.toml: Amazon!.id: use lower-case letters",
        "brands.toml: Amazon!.kind: is missing",
        "brands.toml: Amazon!.domains: 'http://amazon' is no host name",
        "scams.toml: -: this is not readable as TOML",
        "reporting.toml: -: the file is missing",
        'en/words.toml: language: write language = "en"',
        "en/words.toml: concepts.deadline: '(now' opens a bracket",
        "en/replies/verdict.md.j2: line 1:",
    ):
        assert told in result.output


@pytest.mark.thorough
def test_evaluate_counts_by_group_and_skips_what_is_unclear(tmp_path: Path) -> None:
    rows = ["path\tlabel\tkind", f"{SCAM}\tscam\torder", f"{GENUINE}\tgenuine\torder", f"{GENUINE}\tunclear\tother"]
    (tmp_path / "INDEX.tsv").write_text("\n".join(rows))
    table = run("evaluate", tmp_path / "INDEX.tsv", "--wrong", "--cases", tmp_path / "cases.jsonl").output
    assert len((tmp_path / "cases.jsonl").read_text().splitlines()) == 2
    assert "| all, scam | 1 | 1.000" in table
    assert "| kind=order, genuine | 1 |  | 0.0 %" in table
    assert "kind=other" not in table
    first = objects(run("evaluate", tmp_path / "INDEX.tsv", "--json"))[0]
    assert first["group"] == "all"
    assert first["flagged"]["scam"] == {"hits": 1, "of": 1}  # type: ignore[index]  # it is an object


def test_an_index_with_a_mistake_names_its_line(tmp_path: Path) -> None:
    (tmp_path / "INDEX.tsv").write_text("path\tlabel\na.eml\tnonsense\n")
    assert "line 2: the label is 'nonsense'" in run("evaluate", tmp_path / "INDEX.tsv").output
    (tmp_path / "INDEX.tsv").write_text("file\tkind\n")
    assert "needs the columns path and label" in run("evaluate", tmp_path / "INDEX.tsv").output
