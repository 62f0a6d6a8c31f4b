"""Newsletter-like HTML mails of a given size, for timing: nested tables, inline styles, links, pictures."""

import random

_WORDS = (
    "the new season starts with fresh colours and soft wool for cold days you will find gloves coats scarves and boots"
    " in our shop near the station open every day until six we look forward to your visit with a warm cup of tea"
).split()
_CELL = (
    "font-family:Arial,Helvetica,sans-serif;font-size:14px;line-height:20px;color:#333333;mso-line-height-rule:exactly;"
    "padding:12px 24px;background-color:#ffffff;border-collapse:collapse;-webkit-text-size-adjust:100%"
)


def html_mail(size: int, words: int, seed: int) -> bytes:
    """About `size` bytes of HTML mail with about so many visible words, the same for the same seed."""
    chance = random.Random(seed)
    rows: list[str] = []
    said = length = 0
    while length < size - 1_200:
        due = words * length // size - said
        rows.append(_row(chance, len(rows), max(6, due)))
        said += max(6, due)
        length += len(rows[-1])
    style = "<style>.h{display:none} td{font:14px Arial} @media (max-width:600px){.w{width:100%}}</style>"
    html = f"<html><head>{style}</head><body><table class=w width=600>{''.join(rows)}</table></body></html>"
    head = (
        "From: Warm Things <news@warmthings.example>\nTo: ann@reader.example\nSubject: New for the season\n"
        "Date: Mon, 02 Nov 2026 09:00:00 +0000\nMessage-ID: <1@warmthings.example>\nMIME-Version: 1.0\n"
        "List-Unsubscribe: <https://warmthings.example/u>\nContent-Type: text/html; charset=utf-8\n\n"
    )
    return (head + html).encode()


def _row(chance: random.Random, number: int, count: int) -> str:
    words = " ".join(chance.choice(_WORDS) for _ in range(count))
    link = f"https://click.warmthings.example/c/{chance.getrandbits(128):x}?u={number}&amp;n=season"
    return (
        f'<tr><td align="left" style="{_CELL}"><table role="presentation" cellpadding="0" cellspacing="0" width="100%">'
        f'<tr><td style="{_CELL}"><a href="{link}" target="_blank" style="color:#0a5;text-decoration:none"><img '
        f'src="https://img.warmthings.example/{number}.jpg" alt="Picture {number}" width="260" border="0" '
        f'style="display:block"></a></td></tr><tr><td style="{_CELL}"><p style="margin:0 0 12px">{words}.</p></td></tr>'
        "</table></td></tr>\n"
    )
