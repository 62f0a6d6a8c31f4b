"""If these fail, a scam is safe from us as soon as it is put into a PDF."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.mail.attachments import Budget, attachment
from tests.growth import grows_linearly
from tests.mail.attachments import made

LINK = "<< /Type /Annot /Subtype /Link /Rect [70 680 300 715] /A << /S /URI /URI (https://pay.example/x) >> >>"


@pytest.mark.parametrize("packed", [True, False])
def test_the_text_is_read_line_by_line(packed: bool) -> None:
    page = made.lines("Invoice 1042", "Total: $1,249.00", r"Call \(803\) 555-0142 to cancel")
    assert made.read("a.pdf", made.pdf(page, packed=packed)).text == (
        "Invoice 1042\nTotal: $1,249.00\nCall (803) 555-0142 to cancel"
    )


def test_a_link_is_read_with_the_text_it_lies_on() -> None:
    (link,) = made.read("a.pdf", made.pdf(made.lines("View invoice"), notes=LINK)).links
    assert (link.written, link.shown, link.where) == (
        "https://pay.example/x",
        "View invoice",
        "attachment:a.pdf",
    )


def test_an_address_in_the_text_is_a_link_too() -> None:
    found = made.read("a.pdf", made.pdf(made.lines("go to https://pay.example/y today"))).links
    assert [link.target for link in found] == ["https://pay.example/y"]


def test_kerned_and_spaced_letters_become_words() -> None:
    kerned = "BT /F1 12 Tf 72 700 Td [(Am) 20 (az) -15 (on) -300 (Pay)] TJ ET"
    spread = " ".join(f"1 0 0 1 {72 + 30 * at} 600 Tm ({letter}) Tj" for at, letter in enumerate("PayPal"))
    found = made.read("a.pdf", made.pdf(f"{kerned} BT /F1 12 Tf {spread} ET")).text
    assert found == "Amazon Pay\nPayPal"


def test_letters_placed_one_by_one_keep_their_words() -> None:
    width = {"i": 3, "l": 3, " ": 3, "m": 10}
    at, shown = 72.0, ""
    for letter in "pay me":
        if letter != " ":
            shown += f"1 0 0 1 {at} 700 Tm ({letter}) Tj "
        at += width.get(letter, 6.7)
    assert made.read("a.pdf", made.pdf(f"BT /F1 12 Tf {shown}ET")).text == "pay me"


def test_letters_are_found_by_the_map_of_a_subset_font() -> None:
    table = b"begincodespacerange <0000> <FFFF> endcodespacerange beginbfrange <0001> <001A> <0061> endbfrange"
    objects = {
        10: b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 11 0 R "
        b"/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /DW 600 >>] >>",
        11: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(table), table),
    }
    data = made.pdf("BT /F2 9 Tf <00100001> Tj <0019> Tj ET", objects=objects, resources="/ColorSpace << >>")
    data = data.replace(b"/F1 5 0 R", b"/F2 10 0 R")
    assert made.read("a.pdf", data).text == "pay"


def test_text_in_a_form_inside_the_page_is_read() -> None:
    body = made.lines("inside").encode()
    form = b"<< /Subtype /Form /Resources << /Font << /F1 5 0 R >> >> /Length %d >>\nstream\n%s\nendstream"
    data = made.pdf("q /X Do Q", resources="/XObject << /X 10 0 R >>", objects={10: form % (len(body), body)})
    assert made.read("a.pdf", data).text == "inside"


@pytest.mark.parametrize(
    "catalog",
    [
        "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>",
        "/OpenAction << /S /Launch /F (cmd.exe) >>",
        "/AA << /WC << /S /JavaScript /JS (x) >> >>",
        "/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS (x) >>] >> >>",
        "/Names << /EmbeddedFiles << /Names [(a) << /F (run.exe) >>] >> >>",
    ],
)
def test_what_starts_by_itself_is_told(catalog: str) -> None:
    assert made.read("a.pdf", made.pdf(made.lines("x"), catalog=catalog)).scripts


@pytest.mark.parametrize(
    "catalog",
    [
        "/OpenAction [3 0 R /Fit]",
        "/Names << /EmbeddedFiles << /Names [(a) << /UF (factur-x.xml) >>] >> >>",
    ],
)
def test_an_honest_document_runs_nothing(catalog: str) -> None:
    assert not made.read("a.pdf", made.pdf(made.lines("x"), catalog=catalog)).scripts


def test_form_fields_are_told_with_their_type() -> None:
    fields = "/AcroForm << /Fields [<< /FT /Tx /T (email) >> << /FT /Tx /Ff 8192 /T (pw) >>] >>"
    (form,) = made.read("a.pdf", made.pdf(made.lines("x"), catalog=fields)).forms
    assert form.fields == ("text:email", "password:pw")


def test_a_code_in_a_picture_on_the_page_is_read() -> None:
    from io import BytesIO

    from PIL import Image

    image = Image.open(BytesIO(made.qr("https://evil.example/q"))).convert("L")
    pixels = zlib.compress(image.tobytes())
    head = (
        f"<< /Type /XObject /Subtype /Image /Width {image.width} /Height {image.height} /BitsPerComponent 8 "
        f"/ColorSpace /DeviceGray /Filter /FlateDecode /Length {len(pixels)} >>\nstream\n"
    )
    data = made.pdf(
        "q 90 0 0 90 72 600 cm /I Do Q",
        resources="/XObject << /I 10 0 R >>",
        objects={10: head.encode() + pixels + b"\nendstream"},
    )
    found = made.read("a.pdf", data)
    assert found.codes == ("https://evil.example/q",)
    assert [(link.target, link.where) for link in found.links] == [("https://evil.example/q", "qr:a.pdf")]


def test_a_code_drawn_with_boxes_is_read() -> None:
    import segno

    drawn = "".join(
        f"{72 + 4 * x} {700 - 4 * y} 4 4 re "
        for y, row in enumerate(segno.make("https://evil.example/v", micro=False).matrix)
        for x, dark in enumerate(row)
        if dark
    )
    assert made.read("a.pdf", made.pdf(f"0 g {drawn}f")).codes == ("https://evil.example/v",)


def test_a_broken_file_still_gives_its_links_and_words() -> None:
    whole = made.pdf(made.lines("Call 020 7946 0123"), notes=LINK, packed=True)
    for data in (
        whole[: whole.find(b"xref")],
        b"%PDF-1.7\n" + whole[200:-200],
        whole.replace(b"/Root", b"/Rooo"),
    ):
        found = made.read("a.pdf", data)
        assert "Call 020 7946 0123" in found.text


def test_a_file_that_is_no_pdf_is_told() -> None:
    assert made.unread("a.pdf", b"%PDF-1.4\n" + bytes(range(256)) * 20) == {"damaged"}


def test_a_locked_file_is_told() -> None:
    data = made.pdf(made.lines("x")).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00> <00>] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O ("
        + b"o" * 32
        + b") /U ("
        + b"u" * 32
        + b") >>",
    )
    assert made.read("a.pdf", data).encrypted
    assert made.unread("a.pdf", data) == {"encrypted"}


def test_a_bomb_is_cut_and_told() -> None:
    bomb = made.pdf(made.lines("Call 020 7946 0123").encode() + b" " * 40_000_000, packed=True)
    found, why = attachment("a.pdf", "", bomb, inline=False, budget=Budget())
    assert "Call 020 7946 0123" in found.text
    assert {one.why for one in why} == {"too large"}


def test_a_page_tree_that_loops_ends() -> None:
    data = made.pdf(made.lines("once"), objects={2: b"<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Count 9 >>"})
    assert made.read("a.pdf", data).text == "once"


def test_forms_that_draw_each_other_end() -> None:
    form = b"<< /Subtype /Form /Resources << /XObject << /X 10 0 R >> >> /Length 62 >>\nstream\n%s\nendstream"
    calls = (b"/X Do " * 10).ljust(62)
    data = made.pdf("/X Do", resources="/XObject << /X 10 0 R >>", objects={10: form % calls})
    budget = Budget()
    attachment("a.pdf", "", data, inline=False, budget=budget)
    assert budget.work >= 0


def test_pages_beyond_the_budget_are_told() -> None:
    kids = b"<< /Type /Pages /Kids [" + b"3 0 R " * 1 + b"".join(b"%d 0 R " % n for n in range(20, 60)) + b"] >>"
    leaf = b"<< /Type /Page /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>"
    data = made.pdf(made.lines("x"), objects={2: kids, **dict.fromkeys(range(20, 60), leaf)})
    assert made.unread("a.pdf", data) == {"too many"}


@given(st.binary(max_size=300), st.integers(0, 900))
def test_no_damage_raises(noise: bytes, at: int) -> None:
    whole = made.pdf(made.lines("x"), notes=LINK, packed=True)
    made.read("a.pdf", whole[:at] + noise + whole[at + len(noise) :])
    made.read("a.pdf", made.pdf(noise))


@pytest.mark.parametrize("piece", [b"(", b"[", b"<<", b"(a) Tj ", b"q ", b"<41", b"\\(", b"BI ", b"/F1 9 Tf "])
def test_reading_a_page_is_linear(piece: bytes) -> None:
    grows_linearly(lambda data: made.read("a.pdf", data), lambda n: made.pdf(piece * n), largest=1 << 16)


def test_a_code_in_a_picture_with_predicted_rows_is_read() -> None:
    from io import BytesIO

    from PIL import Image

    image = Image.open(BytesIO(made.qr("https://evil.example/p"))).convert("L")
    rows = b"".join(b"\0" + image.crop((0, y, image.width, y + 1)).tobytes() for y in range(image.height))
    pixels = zlib.compress(rows)
    head = (
        f"<< /Subtype /Image /Width {image.width} /Height {image.height} /BitsPerComponent 8 "
        f"/ColorSpace /DeviceGray /Filter [/FlateDecode] /DecodeParms [<< /Predictor 15 "
        f"/Columns {image.width} >>] "
        f"/Length {len(pixels)} >>"
    )
    data = made.pdf(
        "/I Do",
        resources="/XObject << /I 10 0 R >>",
        objects={10: head.encode() + b"\nstream\n" + pixels + b"\nendstream"},
    )
    assert made.read("a.pdf", data).codes == ("https://evil.example/p",)


def test_a_page_behind_several_filters_is_read() -> None:
    import base64

    body = base64.a85encode(zlib.compress(made.lines("Call 020 7946 0123").encode())) + b"~>"
    stream = b"<< /Filter [/ASCII85Decode /FlateDecode] /Length %d >>\nstream\n%s\nendstream" % (
        len(body),
        body,
    )
    assert made.read("a.pdf", made.pdf(objects={4: stream})).text == "Call 020 7946 0123"
