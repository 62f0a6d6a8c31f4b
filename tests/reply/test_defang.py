"""No string in a mail may put a live link, a terminal escape or markup into the output."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reply.defang import defanged
from tests.growth import grows_linearly

LIVE = re.compile(r"https?://|\bwww\.|javascript:|[a-z0-9-]\.(?:com|net|org|top|example)\b", re.IGNORECASE)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("https://evil.example/a.php?x=1", "hxxps://evil[.]example/a[.]php?x=1"),
        ("Fromhttp://evil.example", "Fromhxxp://evil[.]example"),
        ("a@gmail.com", "a@gmail[.]com"),
        ("Call now. Then pay.", "Call now. Then pay."),
        ("http://203.0.113.9/x", "hxxp://203[.]0[.]113[.]9/x"),
        ("javascript:alert(1)", "javascript[:]alert(1)"),
        ("costs $1,249.00. Or US$12,000.00?", "costs $1,249.00. Or US$12,000.00?"),
        ("a\x1b[31mred\x07", "a[31mred"),
        ("gnp.\u202eexe\u202c", "gnp[.]exe"),
        ("two\nlines\u2028three", "two lines three"),
    ],
)
def test_a_quote_can_be_read_and_cannot_be_followed(written: str, shown: str) -> None:
    assert defanged(written) == shown


@given(st.text(alphabet=st.sampled_from("ahtpsw:/.@-x1\u200b\u202e\x1b\n com"), max_size=60))
def test_nothing_live_survives(text: str) -> None:
    shown = defanged(text)
    assert not LIVE.search(shown)
    assert not any(unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") for char in shown)


@pytest.mark.parametrize("unit", ["a.", "http:", "1.", "\u200b", "javascript:"])
def test_long_quotes_take_linear_time(unit: str) -> None:
    grows_linearly(defanged, lambda n: unit * n)
