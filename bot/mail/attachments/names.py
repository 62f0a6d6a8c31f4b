"""What a file's name promises, and whether the content keeps the promise."""

import re

_ENDINGS: dict[str, str] = {
    "pdf": "pdf ai",
    "html": "html htm shtml xhtml xht hta asp aspx php xls doc mhtml mht",
    "svg": "svg svgz",
    "xml": "xml xsl xslt rss atom xsd gpx kml plist svg ics html xhtml config rels musicxml",
    "mhtml": "mht mhtml doc",
    "calendar": "ics ical ifb vcs cal",
    "vcard": "vcf vcard",
    "eml": "eml mht mhtml msg txt email mbox",
    "msg": "msg oft",
    "text": "txt csv tsv log md json ini cfg conf text asc diff patch tex yaml yml toml sql c h py java r "
    "js css srt ics eml xml po key pem crt cer pub sig p7s nfo dat out mt940 sta edi vcf",
    "zip": "zip kmz epub odt ods odp key pages numbers xpi vsix nupkg jar usdz 3mf thmx pkpass whl ipa",
    "rar": "rar cbr",
    "7z": "7z",
    "gzip": "gz tgz svgz emz wmz dia",
    "bzip2": "bz2 tbz tbz2",
    "xz": "xz txz",
    "zstd": "zst",
    "tar": "tar",
    "cab": "cab",
    "ace": "ace",
    "iso": "iso udf",
    "disk": "img vhd vhdx vmdk qcow2 bin",
    "exe": "exe dll scr com pif sys cpl ocx",
    "elf": "so bin run",
    "macho": "dylib",
    "msi": "msi msp",
    "lnk": "lnk",
    "url": "url website",
    "script": "js jse mjs vbs vbe wsf wsh hta bat cmd ps1 psm1 sh command scpt py pl reg sct inf xsl rb txt",
    "jar": "jar class",
    "apk": "apk dex xapk",
    "chm": "chm",
    "onenote": "one onepkg",
    "office": "docx xlsx pptx dotx xltx potx ppsx vsdx odt ods odp doc xls ppt",
    "office-macro": "docm dotm xlsm xltm xlsb xlam pptm potm ppam ppsm sldm",
    "ole": "doc xls ppt dot pps pot vsd pub mpp xlt db wps docx xlsx pptx hwp",
    "rtf": "rtf doc",
    "image": "png jpg jpeg jpe jfif gif webp bmp tif tiff heic heif avif ico dib",
    "video": "mp4 mov m4v avi mkv webm mpg mpeg flv wmv 3gp",
    "audio": "mp3 wav ogg oga flac m4a amr mid midi aac wma opus",
    "font": "ttf otf woff woff2 eot",
    "signature": "p7s p7m p7c asc sig gpg pgp p7b",
    "tnef": "dat tnef",
    "rpmsg": "rpmsg",
}
_BY_KIND = {kind: frozenset(endings.split()) for kind, endings in _ENDINGS.items()}
_KNOWN = frozenset(ending for endings in _BY_KIND.values() for ending in endings)
_FIRM = frozenset("pdf zip rar 7z docx xlsx pptx png jpg jpeg gif".split())  # nobody else's content has these endings

_DANGEROUS = frozenset("exe elf macho msi lnk url script jar apk chm onenote iso disk cab ace office-macro".split())
_RUNS = frozenset(
    ending
    for kind in ("exe", "msi", "lnk", "url", "script", "jar", "apk", "chm", "iso", "disk")
    for ending in _BY_KIND[kind]
) - {"txt", "py", "bin", "html", "htm", "js"} | {"html", "htm", "shtml", "js", "svg"}
_LOOKS_HARMLESS = frozenset(
    "pdf doc docx xls xlsx ppt pptx txt rtf csv jpg jpeg png gif bmp tif tiff mp3 mp4 xml zip odt eml".split()
)
_TURNS_TEXT = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def extension(name: str) -> str:
    """The last extension in lower case without the dot, "" when there is none: "pdf"."""
    base = re.split(r"[/\\]", name[-400:])[-1].strip().rstrip(". ")
    stem, dot, ending = base.rpartition(".")
    ending = ending.strip().lower()
    return ending if dot and stem and len(ending) <= 12 else ""


def dangerous(kind: str) -> bool:
    """Does opening it run a program, or unwrap one past the warnings of a mail client?"""
    return kind in _DANGEROUS


def dangerous_name(name: str) -> bool:
    """Does the name alone promise something that runs? For files in an archive: names are all it has."""
    ending = extension(name)
    return (ending in _RUNS and ending not in {"html", "htm", "shtml", "svg"}) or ending in _BY_KIND["office-macro"]


def tricked(name: str) -> str:
    """How the name hides its real ending: "double", "turned", "spaces", or ""."""
    if _TURNS_TEXT.search(name):
        return "turned"
    if " " * 6 in name or "\u00a0" * 6 in name or "\u3000" * 3 in name:
        return "spaces"
    ending = extension(name)
    inner = extension(name[: len(name.rstrip(". ")) - len(ending) - 1]) if ending else ""
    return "double" if inner in _LOOKS_HARMLESS and ending in _RUNS else ""


def matches_name(kind: str, name: str) -> bool:
    """Does the name's ending agree with the content, and hide nothing? An unknown ending promises nothing."""
    if tricked(name):
        return False
    ending = extension(name)
    if kind in {"empty", ""}:
        return True
    if ending not in _KNOWN:
        return not dangerous(kind)
    if kind == "unknown":
        return ending not in _FIRM
    return ending in _BY_KIND.get(kind, frozenset())
