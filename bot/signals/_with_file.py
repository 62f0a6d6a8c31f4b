"""Example mails that carry a file, written so that the file can still be read in the source."""


def with_file(mail: str, name: str, content: str, *, kind: str = "", encoding: str = "8bit") -> str:
    """The mail (headers, an empty line, a text) with one file. `content` is as `encoding` says: "base64" or as is."""
    head, _, text = mail.partition("\n\n")
    return (
        f'{head}\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="cut"\n\n'
        f"--cut\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
        f'--cut\nContent-Type: {kind or "application/octet-stream"}; name="{name}"\n'
        f'Content-Disposition: attachment; filename="{name}"\nContent-Transfer-Encoding: {encoding}\n\n'
        f"{content}\n--cut--\n"
    )
