"""Somebody who has nothing but docs/install.md, a shell and a Slack, and believes every word of the page."""

import asyncio
import json
import re
import shlex
import sys
import sysconfig
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
from yarl import URL

from bot.localslack import App, LocalSlack, Team
from bot.localslack.team import Bot
from tests.fronts.slack.reading import read_out
from tests.ports import free_port

CHECKOUT = Path(__file__).resolve().parents[1]
PAGE = (CHECKOUT / "docs" / "install.md").read_text("utf-8")
PROCFILE = (CHECKOUT / "Procfile").read_text("utf-8")
INSTALLS = "~/legitbot-home/venv/bin/pip install ."
SERVES = "legitbot run"
PUBLIC = "https://legit.acme.example"
_DOTS = {"SLACK_BOT_TOKEN": "xoxb-...", "SLACK_APP_TOKEN": "xapp-..."}
_SECONDS = 120  # for one block of commands, on a machine with much else to do
_ENDED, _FAILED = "--ended", "--failed"
_FENCED = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)
(EXAMPLE,) = [text for kind, text in _FENCED.findall(PAGE) if kind == "text"]  # the mail to try it with


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of the page: what kind, and its text."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """A numbered step of a road: its title, its words, and its blocks in order."""

    title: str
    words: str
    blocks: tuple[Block, ...]

    def says(self, words: str) -> bool:
        """Whether these words stand in it, wherever a line ends."""
        return words in " ".join(self.words.split())


def steps_of(road: str) -> list[Step]:
    """The steps below the heading that begins with this letter."""
    (section,) = re.findall(rf"^## {road}\. .*?\n(.*?)(?=^## |\Z)", PAGE, re.M | re.S)
    parts = re.split(r"^### (.+)$", section, flags=re.M)[1:]
    return [
        Step(title, words, tuple(Block(*found) for found in _FENCED.findall(words)))
        for title, words in zip(parts[::2], parts[1::2], strict=True)
    ]


@dataclass
class Shell:
    """A terminal that stays open, as the reader's does."""

    process: asyncio.subprocess.Process
    port: int  # where what it starts takes requests
    said: list[str] = field(default_factory=list)

    async def runs(self, commands: str) -> list[str]:
        """What the commands printed. Fails where one of them failed."""
        self._types(f'{commands}\necho "{_ENDED}"\n')
        lines = (await self._read_to(_ENDED))[:-1]
        assert _FAILED not in lines, "\n".join(lines)
        return lines

    async def starts(self, command: str, sign: str) -> None:
        """Start what does not end by itself, until it prints a line that begins so."""
        self._types(f"{command} &\n")
        await self._read_to(sign)

    def _types(self, text: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(text.encode())

    async def _read_to(self, sign: str) -> list[str]:
        """The lines up to the one that begins so."""
        assert self.process.stdout
        lines = [""]
        async with asyncio.timeout(_SECONDS):
            while not lines[-1].startswith(sign):
                line = await self.process.stdout.readline()
                assert line, "the shell ended:\n" + "\n".join([*self.said, *lines])
                lines.append(line.decode().rstrip())
        self.said += lines[1:]
        return lines[1:]


@asynccontextmanager
async def terminal(home: Path, api_url: str) -> AsyncIterator[Shell]:
    """A shell of somebody who has nothing yet but the source, Python, and this Slack."""
    programs, port = home / "programs", free_port()
    programs.mkdir()
    _program(programs / "python3", f'exec {shlex.quote(sys.executable)} "$@"')
    given = {
        "HOME": str(home), "PATH": f"{programs}:/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "NO_COLOR": "1",
        "SLACK_API_URL": api_url, "HOST": "127.0.0.1", "PORT": str(port), "METRICS_PORT": str(free_port()),
    }  # fmt: skip
    process = await asyncio.create_subprocess_exec(
        "bash", "--noprofile", "--norc", env=given, cwd=CHECKOUT, stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdin
    process.stdin.write(f"trap 'echo \"{_FAILED}\"' ERR\n".encode())
    try:
        yield Shell(process, port)
    finally:
        process.stdin.write(b"kill $(jobs -p); wait; exit\n")
        process.stdin.close()
        try:
            async with asyncio.timeout(60):
                await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.communicate()


def _program(path: Path, script: str) -> None:
    path.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    path.chmod(0o755)


def install_checkout(venv: Path) -> None:
    """What `pip install .` does, without a network: this checkout and the libraries of this Python."""
    (packages,) = venv.glob("lib/python*/site-packages")
    seen = [str(CHECKOUT), sysconfig.get_path("purelib"), sysconfig.get_path("platlib")]
    (packages / "checkout.pth").write_text("\n".join(dict.fromkeys(seen)) + "\n", "utf-8")
    python = shlex.quote(str(venv / "bin" / "python"))
    _program(venv / "bin" / "legitbot", f'exec {python} -c "from bot.__main__ import main; main()" "$@"')


@dataclass
class Reader:
    """Somebody who does what the page says, and looks whether they see what it shows."""

    home: Path
    shell: Shell
    slack: LocalSlack
    team: Team
    app: App | None = None
    bot: Bot | None = None
    printed: list[str] = field(default_factory=list)

    @property
    def folder(self) -> Path:
        return self.home / "legitbot-home"

    async def follows(self, step: Step) -> None:
        for block in step.blocks:
            await getattr(self, f"_{block.kind}")(block.text)
        if step.says("From a manifest"):
            self._makes_the_app()
        if step.says("Install to Workspace") and self.bot is None:
            assert self.app
            self.bot = self.team.install(self.app)

    async def _sh(self, commands: str) -> None:
        if commands.strip() == SERVES:
            self.printed = [SERVES]
            return  # it is started when it is known what to wait for
        before, installs, after = commands.partition(INSTALLS)
        self.printed = await self.shell.runs(before)
        if installs:
            install_checkout(self.folder / "venv")
            self.printed += await self.shell.runs(after)

    async def _console(self, text: str) -> None:
        """They see such lines; more may stand behind each of them."""
        for line in text.splitlines():
            if self.printed == [SERVES]:
                await self.shell.starts(SERVES, line.replace("...", "").rstrip())
            else:
                shape = ".*".join(re.escape(part) for part in line.split("..."))
                assert any(re.match(shape, one) for one in self.printed), "\n".join(self.printed)

    async def _ini(self, text: str) -> None:
        """Write the secrets down, each in the place of its dots."""
        names = [line.partition("=")[0] for line in text.splitlines()]
        assert text == "".join(f"{name}={_DOTS.get(name, '...')}\n" for name in names)
        secrets = self.secrets
        (self.folder / "legitbot.env").write_text("".join(f"{one}={secrets[one]}\n" for one in names), "utf-8")

    @property
    def secrets(self) -> dict[str, str]:
        """What stands on the app's pages at api.slack.com."""
        assert self.app
        return {
            "SLACK_BOT_TOKEN": self.bot.token if self.bot else "", "SLACK_APP_TOKEN": self.app.app_token,
            "SLACK_SIGNING_SECRET": self.app.signing_secret, "SLACK_CLIENT_ID": self.app.client_id,
            "SLACK_CLIENT_SECRET": self.app.client_secret,
        }  # fmt: skip

    async def _toml(self, text: str) -> None:
        """Put the line in the place of the one that is commented out."""
        path, name = self.folder / "legitbot.toml", text.partition(" =")[0]
        changed, count = re.subn(rf"^#{name} = .*$", lambda _: text.strip(), path.read_text("utf-8"), flags=re.M)
        assert count == 1
        path.write_text(changed, "utf-8")

    async def _text(self, mail: str) -> None:
        await self.writes(mail)

    async def writes(self, mail: str) -> None:
        """Write it to the bot, and read the answer."""
        bot = self.bot
        assert bot
        ann = self.team.person("Ann Berg", email="ann@acme.example")
        message = await ann.says(self.team.direct_message(ann, bot), mail)

        def answers() -> list[str]:
            here = [one for one in message.channel.messages if one.user == bot.id and one.thread_ts == message.ts]
            return [read_out(one.blocks) for one in here if not one.deleted]

        await self.slack.until(answers, 30)
        assert answers()[0].startswith(_promised())

    def _makes_the_app(self) -> None:
        printed = json.loads((self.folder / "manifest.json").read_text("utf-8"))
        name = printed["display_information"]["name"]
        sockets = printed["settings"]["socket_mode_enabled"]
        heard_at = "" if sockets else self.inside(printed["settings"]["event_subscriptions"]["request_url"])
        self.app = self.slack.app(name, socket_mode=sockets, request_url=heard_at, manifest=printed)

    def inside(self, url: str) -> str:
        """Where the reverse proxy forwards a public address to."""
        assert url.startswith(f"{PUBLIC}/slack/")
        return url.replace(PUBLIC, f"http://127.0.0.1:{self.shell.port}")

    async def installs_it_by_the_page(self) -> None:
        """In a browser: our page, Slack's page (where they press "Allow"), and back."""
        assert self.app
        boss = self.team.person("Bea Boss", email="bea@acme.example")
        async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as browser:
            async with browser.get(self.inside(f"{PUBLIC}/slack/install")) as offer:
                (start,) = re.findall(r'href="([^"]+)"', await offer.text())
            async with browser.get(self.inside(start), allow_redirects=False) as sent_on:
                asked = URL(sent_on.headers["Location"])
                cookie = sent_on.headers["Set-Cookie"].partition(";")[0]
            back = asked.query["redirect_uri"]
            assert asked.origin() == URL(self.slack.api_url).origin() and back in self.app.redirect_urls
            code = self.slack.authorise(
                self.app, self.team, boss, scopes=asked.query["scope"].split(","), redirect_uri=back
            )
            given = {"code": code, "state": asked.query["state"]}
            async with browser.get(self.inside(back), params=given, headers={"Cookie": cookie}) as done:
                assert "Legitbot is installed" in await done.text()
        (self.bot,) = [one for one in self.team.users.values() if isinstance(one, Bot)]


def _promised() -> str:
    """The words with which the answer begins, as the page quotes them."""
    (promised,) = re.findall(r"^> (\*\*.+\*\*)$", PAGE, re.M)
    return str(promised)
