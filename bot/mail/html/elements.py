"""What the HTML standard says about elements by their name, as far as reading a mail needs it."""

VOID = frozenset(
    """
    area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr
    """.split()
)
SCOPES = frozenset("table td th caption button object marquee applet template".split())
"""An end tag does not close what was opened outside of these."""

FORMATTING = frozenset("a b big code em font i nobr s small strike strong tt u".split())
TABLE_PARTS = frozenset("caption col colgroup tbody td tfoot th thead tr".split())
TABLE_INSIDES = frozenset("table tbody tfoot thead tr".split())
"""Text that stands directly in one of these is shown before the table ("foster parenting")."""

PARAGRAPHS = frozenset("p h1 h2 h3 h4 h5 h6 ul ol dl blockquote pre".split())
BLOCKS = PARAGRAPHS | frozenset(
    """
    address article aside body center details dd dialog dir div dt fieldset figcaption figure footer
    form header hgroup hr html legend li listing main menu nav optgroup option plaintext section
    select summary table tbody tfoot thead tr xmp caption
    """.split()
)
CLOSES_P = BLOCKS - frozenset("body html option optgroup legend select tbody tfoot thead tr caption".split())
SIBLINGS = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol", "menu", "dir"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "option": (frozenset({"option"}), frozenset({"select", "datalist", "optgroup"})),
}
"""A start tag that ends an open one of these names, unless one of those stands between."""

BEFORE = TABLE_PARTS | SIBLINGS.keys()
"""Start tags that may close something, or count only inside a table."""

NEVER_SHOWN = frozenset("template datalist rp".split())
KEEPS_LINES = frozenset("pre listing plaintext xmp textarea".split())
