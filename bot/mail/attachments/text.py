"""Bytes of a text file as text, whatever encoding it came in."""

from bot.mail.charset import decoded

_MARKS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))


def ends(text: str, most: int) -> str:
    """The text, or its beginning and its end where it is longer: padding on one side hides nothing."""
    if len(text) <= most:
        return text
    return f"{text[: most * 3 // 4]}\n{text[-(most // 4) :]}"


def plain_text(data: bytes, content_type: str = "text/plain") -> str:
    """The text by its byte order mark, by its zero bytes (UTF-16 unmarked), else as a mail's texts are."""
    for mark, charset in _MARKS:
        if data.startswith(mark):
            return data.decode(charset, "replace")
    zeros = data[:400].count(0)
    if zeros * 3 > len(data[:400]):
        return data.decode("utf-16-le" if data[1:2] == b"\x00" else "utf-16-be", "replace")
    return decoded(data, "", content_type)
