"""Changes of a mail: its headers, its parts, how they are encoded, and its HTML."""

from __future__ import annotations

import base64
import re
from random import Random

_NAMES = (
    *(b"From", b"To", b"Subject", b"Date", b"Content-Type", b"Content-Transfer-Encoding"),
    *(b"Content-Disposition", b"MIME-Version", b"Message-ID", b"References", b"Received"),
    *(b"Auto-Submitted", b"X-Failed-Recipients", b"Content-ID", b"Return-Path", b"Sender"),
)
_CHARSETS = (b"x-none", b"utf-7", b"utf-16", b"idna", b"punycode", b"rot13", b"\xff", b"hz", b"")
_CODINGS = (b"base64", b"quoted-printable", b"x-uuencode", b"8bit", b"binary", b"x-none", b"7bit")
_TYPES = (
    *(b"text/html", b"text/plain", b"text/calendar; method=REPLY", b"multipart/mixed", b"x", b"/"),
    *(b"message/rfc822", b"message/delivery-status", b"application/ms-tnef", b"text/rtf"),
    *(b"multipart/alternative; boundary=", b"multipart/related; boundary=a", b"message/partial"),
    *(b'text/plain; charset="', b"text/html; charset=x-none", b"image/svg+xml", b"a/b; " * 500),
)
_HTML = (
    *(b"<div>", b"<table><tr><td>", b"<!--", b"<b", b"<a href='", b"</p>", b"<![CDATA[", b"&#x0;"),
    *(b"<font color=red>", b"<blockquote>", b"<del>", b"<style>", b"<script>", b"<?x", b"<!", b"&"),
    *(b"<ul><li>", b"<p>x", b"<!--[if mso]>", b"<x y=", b"<pre>\n", b"&nbsp;" * 50, b"<select>"),
)


def repeat_header(rng: Random, data: bytes) -> bytes:
    """Say a header very many times."""
    head, rest = _split(data)
    line = rng.choice(_headers(head)) + b"\n"
    times = min(rng.choice((2, 100, 5000, 60_000)), 3_000_000 // len(line) + 1)
    return head + b"\n" + line * times + rest


def long_header(rng: Random, data: bytes) -> bytes:
    """A header that is very long, in one of the ways in which headers are."""
    head, rest = _split(data)
    name, count = rng.choice(_NAMES), rng.choice((50, 3000, 20_000))
    value = rng.choice(
        (
            b"=?utf-8?q?=C3=A6?= " * count,
            b"=?utf-8?b?" + base64.b64encode("æ".encode() * count) + b"?=",
            b"=?" * count,
            b"a;" * count,
            b"; ".join(b"p%d=x" % n for n in range(count)),
            b"x/y" + b"".join(b"; name*%d*=%%41" % n for n in range(count)),
            b"x/y; filename*=utf-8''" + b"%C3%A6" * count,
            b"<a@b>, " * count,
            b"(" * count,
            b'"' * count,
            b"\\" * count,
            b"a@b <" * count,
            b"x" * count * 10,
            b"x\n " * count,
            b"1 Jan 2024 10:00:00 +" + b"9" * count,
            b"[" * count,
        )
    )
    return head + b"\n" + name + b": " + value + b"\n" + rest


def other_header(rng: Random, data: bytes) -> bytes:
    """Give a header another value, or leave it out."""
    head, rest = _split(data)
    lines = _headers(head)
    at = rng.randrange(len(lines))
    name = lines[at].partition(b":")[0]
    value = rng.choice(
        (
            *(b"", b"x", b"\xff\xfe", b"\xc3", b"=?x-none?q?x?=", b"=?utf-8?b?!?=", b"\0", b"<>"),
            *(b"<@>", b"a@", b"=?utf-8?q?=00=1B=0A?=", b"=?utf-8?q?=E2=80=AE?=", b"\x1b[31m"),
            *(b"Thu, 99 Foo 99999 99:99:99 +9999", b"1", b"Mon, 1 Jan 0000 00:00:00 -0000", b";"),
            *(b"x" * 998, b'attachment; filename="../../ude.docx"', b"attachment; filename=CON"),
            *(b'attachment; filename="a\x01\xe2\x80\xae.docx"', *_TYPES, *_CODINGS),
        )
    )
    lines[at] = b"" if rng.random() < 0.15 else name + b": " + value
    return b"\n".join(line for line in lines if line) + b"\n" + rest


def other_part(rng: Random, data: bytes) -> bytes:
    """Say something else of a part inside: its type, charset, coding or name."""
    names = rb"(?im)^(content-[a-z-]+): *([^\n]*(?:\n[ \t][^\n]*)*)"
    found = rng.choice(list(re.finditer(names, data)))
    if found[1].lower() == b"content-transfer-encoding":
        value = rng.choice(_CODINGS)
    elif rng.random() < 0.5 and b"charset" in found[2]:
        value = re.sub(rb'charset="?[\w-]*"?', b"charset=" + rng.choice(_CHARSETS), found[2])
    else:
        value = rng.choice(_TYPES)
    return data[: found.start(2)] + value + data[found.end(2) :]


def boundary(rng: Random, data: bytes) -> bytes:
    """Boundaries that do not close, that are in one another, or that stand everywhere."""
    found = re.search(rb'boundary="?([^"\n;]+)', data)
    assert found is not None
    mark = found[1]
    new = rng.choice((b"", b"-", mark[:-1], b"x" * 500, b"=_\xff"))
    return rng.choice(
        (
            data.replace(b"--" + mark + b"--", b""),
            data.replace(mark, new, 1),
            data + (b"\n--" + mark + b"\n\nx") * rng.choice((10, 2000, 20_000)),
            data.replace(b"--" + mark, b"--" + mark + b" ", 1),
            data.replace(b"\n--" + mark, b"--" + mark),
        )
    )


def nest(rng: Random, data: bytes) -> bytes:
    """The mail inside mails, or inside multiparts, very deep."""
    depth = rng.choice((1, 3, 8, 50, 300, 2000))
    head = b"From: chef@baek.example\nSubject: Svar\nMIME-Version: 1.0\n"
    if rng.random() < 0.5:
        return (head + b"Content-Type: message/rfc822\n\n") * depth + data
    opened = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(depth)
    )
    return head + opened + b"Content-Type: text/plain\n\nhej\n" + _split(data)[1][:5000]


def bad_html(rng: Random, data: bytes) -> bytes:
    """A body of HTML that nobody closed."""
    head = b"From: chef@baek.example\nSubject: Svar\nMIME-Version: 1.0\n"
    head += b"Content-Type: text/html; charset=" + rng.choice((b"utf-8", *_CHARSETS)) + b"\n\n"
    pieces = [rng.choice(_HTML) for _ in range(rng.choice((1, 1, 3)))]
    times = min(rng.choice((20, 3000, 20_000, 200_000)), 2_000_000 // sum(map(len, pieces)))
    tail = rng.choice((b"", b"Husk natten.", b"</div>" * times, b"-->Husk natten."))
    return head + b"<html><body>Husk dagen." + b"".join(pieces) * times + tail


def spoil_encoded(rng: Random, data: bytes) -> bytes:
    """Damage what is encoded: cut it, or put signs in that do not belong there."""
    runs = list(re.finditer(rb"(?:[A-Za-z0-9+/=]{60,}\n){3,}", data))
    found = rng.choice(runs)
    at = rng.randrange(found.start(), found.end())
    return data[:at] + rng.choice((b"=", b"====", b"!", b"\n\n", b"\xff", b"-")) + data[at + 1 :]


def _split(data: bytes) -> tuple[bytes, bytes]:
    """The headers without the last newline, and the rest with the empty line."""
    head, blank, body = data.replace(b"\r\n", b"\n").partition(b"\n\n")
    return head, b"\n" + body if blank else b""


def _headers(head: bytes) -> list[bytes]:
    return re.split(rb"\n(?![ \t])", head)


MUTATIONS = (
    repeat_header,
    long_header,
    long_header,
    other_header,
    other_header,
    other_part,
    boundary,
    nest,
    bad_html,
    spoil_encoded,
)
