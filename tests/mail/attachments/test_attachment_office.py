"""If these fail, a macro or a link in an office file goes unseen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.growth import grows_linearly
from tests.mail.attachments import made

TYPES = "<Types/>"
RELATIONS = (
    '<Relationships><Relationship Id="r1" Type="t/hyperlink" Target="https://evil.example/w?a=1&amp;b=2" '
    'TargetMode="External"/><Relationship Id="r2" Type="t/styles" Target="styles.xml"/></Relationships>'
)


def word(**parts: bytes | str) -> bytes:
    text = "<w:p><w:t>Call 020</w:t><w:t> 7946 0123</w:t></w:p><w:p><w:t>A &amp; B</w:t></w:p>"
    return made.zipped({"[Content_Types].xml": TYPES, "word/document.xml": f"<w:document>{text}", **parts})


def test_a_document_gives_text_and_outside_links() -> None:
    found = made.read("a.docx", word(**{"word/_rels/document.xml.rels": RELATIONS}))
    assert found.text == "Call 020 7946 0123\nA & B"
    assert [link.written for link in found.links] == ["https://evil.example/w?a=1&b=2"]
    assert not found.macros


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "xl/macrosheets/sheet1.xml", "ppt/vbaProject.bin"])
def test_macros_are_told(part: str) -> None:
    assert made.read("a.docx", word(**{part: b"x"})).macros


def test_a_template_from_elsewhere_is_a_link() -> None:
    relation = '<Relationship Type="x/attachedTemplate" Target="https://evil.example/t.dotm" TargetMode="External"/>'
    found = made.read("a.docx", word(**{"word/_rels/settings.xml.rels": relation}))
    assert [link.target for link in found.links] == ["https://evil.example/t.dotm"]


def test_sheets_and_slides_are_read() -> None:
    sheet = {
        "[Content_Types].xml": TYPES,
        "xl/sharedStrings.xml": "<sst><si><t>Amount due</t></si><si><t>900</t></si></sst>",
    }
    slide = {
        "[Content_Types].xml": TYPES,
        "ppt/slides/slide1.xml": "<p:sld><a:p><a:t>Scan the code</a:t></a:p></p:sld>",
    }
    assert made.read("a.xlsx", made.zipped(sheet)).text == "Amount due\n900"
    assert made.read("a.pptx", made.zipped(slide)).text == "Scan the code"


def test_a_code_in_a_documents_picture_is_read() -> None:
    found = made.read("a.docx", word(**{"word/media/image1.png": made.qr("https://evil.example/q")}))
    assert found.codes == ("https://evil.example/q",)


def test_an_old_document_gives_text_and_macros() -> None:
    body = bytes(512) + b"Please call 020 7946 0123 today\r" + "Grüße aus Köln, alles Gute".encode("utf-16-le")
    found = made.read("a.doc", made.compound({"WordDocument": body, "Macros/VBA/dir": b"x"}))
    assert found.real == "ole" and found.macros
    assert "Please call 020 7946 0123 today" in found.text and "Grüße aus Köln" in found.text
    assert not made.read("a.doc", made.compound({"WordDocument": body})).macros


def test_an_excel_4_macro_sheet_is_told() -> None:
    records = b"\x09\x08\x02\x00\x00\x06" + b"\x85\x00\x0a\x00" + bytes(5) + b"\x01" + bytes(4)
    assert made.read("a.xls", made.compound({"Workbook": records})).macros


def test_a_locked_office_file_is_told() -> None:
    data = made.compound({"EncryptedPackage": b"x", "EncryptionInfo": b"y"})
    assert made.read("a.docx", data).encrypted
    assert made.unread("a.docx", data) == {"encrypted"}


@given(st.binary(max_size=200), st.integers(0, 3000))
def test_no_damage_raises(noise: bytes, at: int) -> None:
    for whole in (word(**{"word/_rels/document.xml.rels": RELATIONS}), made.compound({"WordDocument": b"x"})):
        made.read("a.doc", whole[:at] + noise + whole[at + len(noise) :])


@pytest.mark.parametrize("piece", ["<w:br", "<", "<w:t>a</w:t>", "</w:p>", 'HYPERLINK "', "&amp;"])
def test_reading_a_document_is_linear(piece: str) -> None:
    grows_linearly(
        lambda data: made.read("a.docx", data),
        lambda n: made.zipped({"[Content_Types].xml": TYPES, "word/document.xml": piece * n}),
        largest=1 << 15,
    )


@pytest.mark.parametrize("piece", ["<Relationship ", 'Target="', "<Relationship a='b'>"])
def test_reading_relations_is_linear(piece: str) -> None:
    grows_linearly(
        lambda data: made.read("a.docx", data),
        lambda n: word(**{"word/_rels/document.xml.rels": piece * n}),
        largest=1 << 15,
    )
