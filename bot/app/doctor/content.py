"""Is the folder messages/ in order, as `legitbot content` looks at it? And can every file in it be read at all?"""

import asyncio
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

import tomli

from bot.app.doctor.finding import Finding
from bot.app.doctor.patient import Patient
from bot.library.content import ContentMissing, content_root
from bot.library.validation import mistakes
from bot.signals.catalogue import signals

_MOST = 1000  # mistakes


async def content(patient: Patient) -> Sequence[Finding]:
    """One finding, with a sentence for each mistake."""
    told = patient.told
    try:
        root = content_root()
    except ContentMissing as error:
        return [told.wrong("content", "missing", why=error)]
    settings = patient.config.settings
    folders = [Path(one).expanduser() if one else None for one in (settings.tips.folder, settings.quizzes.folder)]
    found = await asyncio.to_thread(lambda: [*islice(_mistakes(root, *folders), _MOST)])
    if found:
        details = [told.detail("content", "mistake", mistake=one) for one in found]
        return [told.wrong("content", "mistakes", number=len(found)).listing(details)]
    return [told.ok("content", folder=root)]


def _mistakes(root: Path, own_tips: Path | None, own_questions: Path | None) -> Iterator[str]:
    broken = [path for path in sorted(root.rglob("*.toml")) if not _can_be_read(path)]
    if broken:  # what is built on them would be all mistakes
        yield from (f"{path.relative_to(root)}: this is not TOML in UTF-8; put back the old file" for path in broken)
        return
    yield from map(
        str, mistakes(root, frozenset(signal.id for signal in signals()), own_tips, own_quizzes=own_questions)
    )


def _can_be_read(path: Path) -> bool:
    try:
        tomli.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return True
