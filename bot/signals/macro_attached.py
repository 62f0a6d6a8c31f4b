"""Commands inside a Word or Excel file, or a file hidden in a notebook page, run with your rights once you click
"enable". For twenty years that has been how harmful programs get into offices.

Accountants and engineers share such files honestly, so it is a clue; one from a colleague is worth a question.
"""

from collections.abc import Iterator

from bot.mail.attachments.names import extension
from bot.mail.email import Attachment
from bot.signals._attached import place, shown_name
from bot.signals._with_file import with_file
from bot.signals.signal import Case, Evidence, Family, Signal, Weight

MOST = 3
_ENDINGS = frozenset("docm dotm xlsm xltm xlam pptm potm ppam ppsm sldm".split())


def find(case: Case) -> Iterator[Evidence]:
    holding = (one for one in case.email.attachments if _holds_commands(one))
    for _, one in zip(range(MOST), holding, strict=False):
        yield Evidence(place(one), shown_name(one), weight=Weight.HINT if one.real == "onenote" else None)


def _holds_commands(one: Attachment) -> bool:
    if one.macros or one.real in {"office-macro", "onenote"}:
        return True
    return one.real == "unknown" and extension(one.name) in _ENDINGS


_ZIP_DOCM = (
    "UEsDBBQAAAAAAAAAIQDHHBc8CAAAAAgAAAATAAAAW0NvbnRlbnRfVHlwZXNdLnhtbDxUeXBlcy8+UEsDBBQAAAAAAAAAIQCD"
    "FtyMAQAAAAEAAAATAAAAd29yZC92YmFQcm9qZWN0LmJpbnhQSwECFAMUAAAAAAAAACEAxxwXPAgAAAAIAAAAEwAAAAAAAAAA"
    "AAAAgAEAAAAAW0NvbnRlbnRfVHlwZXNdLnhtbFBLAQIUAxQAAAAAAAAAIQCDFtyMAQAAAAEAAAATAAAAAAAAAAAAAACAATkA"
    "AAB3b3JkL3ZiYVByb2plY3QuYmluUEsFBgAAAAACAAIAggAAAGsAAAAAAA=="
)

_ZIP_DOCX = (
    "UEsDBBQAAAAAAAAAIQDHHBc8CAAAAAgAAAATAAAAW0NvbnRlbnRfVHlwZXNdLnhtbDxUeXBlcy8+UEsDBBQAAAAAAAAAIQAW"
    "w3oZBAAAAAQAAAARAAAAd29yZC9kb2N1bWVudC54bWw8dy8+UEsBAhQDFAAAAAAAAAAhAMccFzwIAAAACAAAABMAAAAAAAAA"
    "AAAAAIABAAAAAFtDb250ZW50X1R5cGVzXS54bWxQSwECFAMUAAAAAAAAACEAFsN6GQQAAAAEAAAAEQAAAAAAAAAAAAAAgAE5"
    "AAAAd29yZC9kb2N1bWVudC54bWxQSwUGAAAAAAIAAgCAAAAAbAAAAAAA"
)

SIGNAL = Signal(
    id="macro-attached",
    title="An office file with commands inside",
    says="An office file in it holds commands that can run on your computer.",
    why=__doc__,
    family=Family.ATTACHMENTS,
    weight=Weight.CLUE,
    find=find,
    teaches="files-and-programs",
    see=("MITRE ATT&CK T1137.001",),
    fires_on={
        "a Word file": with_file(
            "From: Sales <sales@firm.test>\nSubject: Order\n\nEnable editing.",
            "order.docm",
            _ZIP_DOCM,
            encoding="base64",
        ),
        "with a harmless name": with_file(
            "From: Sales <sales@firm.test>\nSubject: Order\n\nEnable editing.",
            "order.docx",
            _ZIP_DOCM,
            encoding="base64",
        ),
    },
    quiet_on={
        "a plain Word file": with_file(
            "From: Ann <ann@firm.example>\nSubject: Order\n\nHere.", "order.docx", _ZIP_DOCX, encoding="base64"
        ),
        "a plain text": with_file(
            "From: Ann <ann@firm.example>\nSubject: Order\n\nHere.", "order.txt", "Ten boxes, please."
        ),
    },
)
