"""A program that you start can do whatever you can do: read your files, watch you type, lock everything and ask for
money. It comes alone, in an archive, or as a shortcut that fetches it.

Mail programs have stopped honest programs for years. Scripts that a double click only shows (`.py`, `.sh`)
and large archives with the source of a program are left alone.
"""

from collections.abc import Iterator

from bot.mail.email import Attachment
from bot.signals._attached import inner_names, place, shown_name, starts_something
from bot.signals._with_file import with_file
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

MOST = 3
_PROGRAMS = frozenset({"exe", "elf", "macho", "msi", "lnk", "jar", "apk", "chm"})
_UNTOLD = frozenset({"unknown", "empty", "script", ""})  # kinds where the name decides
# People send these to each other on purpose, now and then.
_MILDER = (".url", ".website", ".reg", ".jar", ".apk", ".com")


def find(case: Case) -> Iterator[Evidence]:
    count = 0
    for one in case.email.attachments:
        for name in _started(one):
            if count < MOST:
                count += 1
                milder = one.real == "url" or name.lower().endswith(_MILDER)
                yield Evidence(place(one), name, weight=Weight.CLUE if milder else None)


def _started(one: Attachment) -> Iterator[str]:
    if one.real in _PROGRAMS or one.real == "url" or (one.real in _UNTOLD and starts_something(one.name)):
        yield shown_name(one)
    elif one.real not in ("eml", "msg"):
        yield from (name[:180] for name in inner_names(one) if starts_something(name))


_ZIP_EXE = (
    "UEsDBBQAAAAAAAAAIQBdm7CPAgAAAAIAAAAJAAAAbGFiZWwuZXhlTVpQSwECFAMUAAAAAAAAACEAXZuwjwIAAAACAAAACQAA"
    "AAAAAAAAAAAAgAEAAAAAbGFiZWwuZXhlUEsFBgAAAAABAAEANwAAACkAAAAAAA=="
)

_ZIP_TXT = (
    "UEsDBBQAAAAAAAAAIQCCidH3BQAAAAUAAAAJAAAAcGFwZXIudHh0SGVsbG9QSwECFAMUAAAAAAAAACEAgonR9wUAAAAFAAAA"
    "CQAAAAAAAAAAAAAAgAEAAAAAcGFwZXIudHh0UEsFBgAAAAABAAEANwAAACwAAAAAAA=="
)

SIGNAL = Signal(
    id="program-attached",
    title="A program is attached",
    says="It carries a program or a shortcut that starts one.",
    why=__doc__,
    family=Family.ATTACHMENTS,
    weight=Weight.ALARM,
    find=find,
    teaches="files-and-programs",
    see=("MITRE ATT&CK T1204.002",),
    fires_on={
        "a script": with_file(
            "From: Courier <info@courier.test>\nSubject: Label\n\nPrint it.",
            "label.js",
            'var s = new ActiveXObject("WScript.Shell"); s.Run("calc")',
        ),
        "in an archive": with_file(
            "From: Courier <info@courier.test>\nSubject: Label\n\nPrint it.", "label.zip", _ZIP_EXE, encoding="base64"
        ),
        "a shortcut": with_file(
            "From: Courier <info@courier.test>\nSubject: Label\n\nPrint it.",
            "label.lnk",
            "TAAAAAEUAgAAAAAAwAAAAAAAAEYAAAAA",
            encoding="base64",
        ),
    },
    quiet_on={
        "papers in an archive": with_file(
            "From: Ann <ann@firm.example>\nSubject: Papers\n\nHere.", "papers.zip", _ZIP_TXT, encoding="base64"
        ),
        "a script that is only shown": with_file(
            "From: Ann <ann@firm.example>\nSubject: Patch\n\nHere.", "build.sh", "#!/bin/sh\nmake all"
        ),
        "a paper": with_file("From: Ann <ann@firm.example>\nSubject: Paper\n\nHere.", "paper.txt", "Once upon a time."),
    },
)
