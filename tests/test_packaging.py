"""However Legitbot was installed, it must find its words: a checkout, an editable install and a wheel."""

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import __version__
from bot.library.content import ContentMissing, content_root

CHECKOUT = Path(__file__).resolve().parents[1]
ASK = "from bot.library.content import content_root; print(content_root())"


def files(folder: Path) -> set[str]:
    """Every file under a folder, as it is called there, without what Python and desktops leave behind."""
    found = {path.relative_to(folder) for path in folder.rglob("[!.]*") if path.is_file()}
    return {path.as_posix() for path in found if "__pycache__" not in path.parts}


def said(*command: str | Path, cwd: Path) -> str:
    """What a command printed; its error output is the failure's message."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr or done.stdout
    return done.stdout.strip()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    built = tmp_path_factory.mktemp("wheel")
    said(
        *(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", built, CHECKOUT),
        cwd=built,
    )
    (found,) = built.glob("legitbot-*.whl")
    return found


def imported(path: Path) -> set[str]:
    """The top-level names of the modules that a file imports, wherever in it."""
    nodes = list(ast.walk(ast.parse(path.read_bytes())))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    named = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name.partition(".")[0] for name in plain | named}


def canonical(name: str) -> str:
    """A distribution's name as the package index compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A bare Python beside a folder of packages in which pip of this Python has installed something."""

    python: Path
    packages: Path

    def finds_content(self) -> Path:
        """What `content_root()` says there, started in a folder from which the checkout cannot be seen."""
        start = f"import site; site.addsitedir({str(self.packages)!r}); {ASK}"
        return Path(said(self.python, "-I", "-c", start, cwd=self.packages))


def installed(where: Path, *what: str | Path) -> Elsewhere:
    """A new virtual environment, and `what` installed for it without looking anything up."""
    venv.create(where / "venv", with_pip=False, symlinks=sys.platform != "win32")
    quietly = ("--quiet", "--disable-pip-version-check", "--no-index", "--no-deps", "--no-build-isolation")
    said(*(sys.executable, "-m", "pip", "install", *quietly, "--target", where / "packages", *what), cwd=where)
    python = "Scripts/python.exe" if sys.platform == "win32" else "bin/python"
    return Elsewhere(where / "venv" / python, where / "packages")


def test_a_checkout_finds_its_messages() -> None:
    assert content_root() == CHECKOUT / "messages"


def test_an_editable_install_reads_the_messages_of_the_checkout(tmp_path: Path) -> None:
    there = installed(tmp_path, "--editable", CHECKOUT)
    assert not (there.packages / "bot").exists()
    assert there.finds_content() == CHECKOUT / "messages"


def test_a_wheel_installed_elsewhere_brings_all_messages(wheel: Path, tmp_path: Path) -> None:
    there = installed(tmp_path, wheel)
    root = there.finds_content()
    assert root.is_relative_to(there.packages.resolve())
    assert files(root) == files(CHECKOUT / "messages")


def test_the_wheel_holds_the_whole_program_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    facts = f"legitbot-{__version__}.dist-info/"
    program = {f"bot/{name}" for name in files(CHECKOUT / "bot")}
    words = {f"bot/_messages/{name}" for name in files(CHECKOUT / "messages")}
    assert {name for name in names if not name.startswith(facts)} == program | words
    assert {facts + "licenses/LICENSE", facts + "licenses/NOTICE"} <= names


def test_the_program_declares_every_library_that_it_imports_and_no_other() -> None:
    known = importlib.metadata.packages_distributions()
    modules = {name for path in (CHECKOUT / "bot").rglob("*.py") for name in imported(path)}
    foreign = modules - sys.stdlib_module_names - {"bot"}
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    declared = project["dependencies"] + extras["office"] + extras["content"]
    used = {canonical(known[name][0]) if name in known else name for name in foreign}
    data_only = {"tzdata"}  # which zoneinfo reads
    assert used | data_only == {canonical(re.split(r"[<>=~\[; ]", line)[0]) for line in declared}


def test_the_changelog_knows_the_version_that_is_built() -> None:
    changelog = (CHECKOUT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert __version__ in changelog


def test_the_command_is_called_legitbot() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["scripts"] == {"legitbot": "bot.__main__:main"}


def test_missing_messages_are_told_in_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("bot.library.content.PLACES", (tmp_path / "nowhere",))
    with pytest.raises(ContentMissing, match="cannot find its folder messages/"):
        content_root.__wrapped__()
