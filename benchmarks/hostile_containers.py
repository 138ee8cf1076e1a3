"""Hostile containers: zip, tape archives, single packed files, mail, web archives, each trap by its name."""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import zipfile

from hostile_pieces import (
    MAIL,
    MARKER,
    OLE,
    WORDS,
    Making,
    answer,
    attached,
    nested,
    ole,
    overlapping,
    parts,
    patched,
    record,
    special,
    tarred,
    zipped,
)

CONTAINERS: dict[str, Making] = {
    # zip
    "zip-zeros.zip": lambda: zipped([("zeros", bytes(80_000_000)), ("good.txt", WORDS)]),
    "zip-many-bombs.zip": lambda: zipped([(f"{n}", bytes(12_000_000)) for n in range(12)]),
    "zip-thirty-deep.zip": lambda: nested(30, 1, zipped([("core.txt", WORDS)])),
    "zip-wide-and-deep.zip": lambda: nested(3, 5, zipped([("zeros", bytes(1_000_000))])),
    "zip-overlapping.zip": lambda: overlapping(300),
    "zip-empty-name.zip": lambda: zipped([("", WORDS), ("good.txt", WORDS)]),
    "zip-same-name.zip": lambda: zipped([("a", b"1"), ("a#2", b"2"), ("a", b"3")]),
    "zip-climbing.zip": lambda: zipped([(f"../../../../../../tmp/{MARKER}", WORDS), (f"/tmp/{MARKER}", WORDS)]),
    "zip-no-size.zip": lambda: patched(zipped([("a.txt", WORDS * 99)]), b"PK\x01\x02", 20, bytes(8)),
    "zip-huge-size.zip": lambda: patched(zipped([("a.txt", WORDS * 99)]), b"PK\x01\x02", 20, b"\xfe\xff\xff\xff" * 2),
    "zip-size-lie.zip": lambda: patched(zipped([("a.txt", bytes(30_000_000))]), b"PK\x01\x02", 24, b"\x01\0\0\0"),
    "zip-encrypted.zip": lambda: patched(zipped([("a.txt", WORDS)]), b"PK\x01\x02", 8, b"\x01\x00"),
    "zip-method-99.zip": lambda: patched(zipped([("a.txt", WORDS)]), b"PK\x01\x02", 10, b"\x63\x00"),
    "zip-link.zip": lambda: patched(zipped([("a", b"/etc/passwd")]), b"PK\x01\x02", 38, b"\0\0\xff\xa1"),
    "zip-no-directory.zip": lambda: zipped([(f"{n}.txt", WORDS * 9) for n in range(9)])[:-300],
    "zip-only-end.zip": lambda: b"PK\x05\x06" + bytes(18),
    "zip-only-start.zip": lambda: b"PK\x03\x04" * 5_000,
    "zip-many-empty.zip": lambda: zipped([(f"{n}", b"") for n in range(1_200)], zipfile.ZIP_STORED),
    "zip-long-name.zip": lambda: zipped([("n" * 60_000, WORDS)]),
    "zip-acting-names.zip": lambda: zipped([("a\nb\x1b[2J.txt", WORDS), ("gpj.\u202eexe", WORDS), ("a\0b", WORDS)]),
    "zip-directory-far-away.zip": lambda: patched(zipped([("a", WORDS)]), b"PK\x05\x06", 16, b"\xff\xff\xff\x7f"),
    "zip-bzip2.zip": lambda: zipped([("zeros", bytes(60_000_000))], zipfile.ZIP_BZIP2),
    "zip-lzma.zip": lambda: zipped([("zeros", bytes(60_000_000))], zipfile.ZIP_LZMA),
    # tape archives and single packed files
    "tar-kinds.tar": lambda: tarred(*(special(k, f"k{n}") for n, k in enumerate((b"1", b"2", b"3", b"4", b"6")))),
    "tar-climbing.tar": lambda: tarred((tarfile.TarInfo(f"../../../tmp/{MARKER}"), WORDS)),
    "tar-zeros.tar.gz": lambda: gzip.compress(tarred((tarfile.TarInfo("zeros"), bytes(80_000_000)))),
    "tar-size-lie.tar": lambda: tarred((tarfile.TarInfo("a"), WORDS))[:124] + b"77777777777\0" + bytes(900),
    "tar-negative.tar": lambda: tarred((tarfile.TarInfo("a"), WORDS))[:124] + b"\xff" * 12 + bytes(900),
    "tar-only-folders.tar": lambda: tarred(*(special(b"5", f"d{n}") for n in range(3_000))),
    "tar-huge-pax.tar": lambda: tarred((tarfile.TarInfo("a" * 3_000_000), WORDS)),
    "gz-zeros.gz": lambda: gzip.compress(bytes(200_000_000), 9),
    "gz-twice.gz": lambda: gzip.compress(gzip.compress(bytes(100_000_000), 9), 9),
    "gz-head-only.gz": lambda: b"\x1f\x8b\x08\x00" + bytes(6),
    "gz-rubbish-behind.gz": lambda: gzip.compress(WORDS) + b"rubbish" * 99,
    "bz2-zeros.bz2": lambda: bz2.compress(bytes(200_000_000)),
    "xz-zeros.xz": lambda: lzma.compress(bytes(200_000_000)),
    "xz-large-dictionary.xz": lambda: lzma.compress(
        WORDS * 99, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 29}]
    ),
    # mail
    "mail-encoded-words.eml": lambda: (
        b"From: a@b.example\nTo: c@d.example\nSubject: "
        + b"\n ".join([b"=?utf-8?q?w=C3=B6?="] * 60_000)
        + b"\n\n"
        + WORDS
    ),
    "mail-encoded-words-fit.eml": lambda: (
        b"From: a@b.example\nTo: c@d.example\nSubject: "
        + b"\n ".join([b"=?utf-8?q?w=C3=B6?="] * 40_000)
        + b"\n\n"
        + WORDS
    ),
    "mail-unknown-charset.eml": lambda: MAIL + b"Content-Type: text/plain; charset=x-klingon\n\n" + WORDS,
    "mail-codec-charset.eml": lambda: MAIL + b"Content-Type: text/plain; charset=zlib_codec\n\n" + WORDS,
    "mail-many-parts.eml": lambda: MAIL + b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\nx\n" * 12_000,
    "mail-parts-that-fit.eml": lambda: (
        MAIL + b'Content-Type: multipart/mixed; boundary="b"\n\n' + b"--b\n\nx\n" * 4_900
    ),
    "mail-deep.eml": lambda: parts(200),
    "mail-same-boundary.eml": lambda: (
        MAIL
        + b'Content-Type: multipart/mixed; boundary="b"\n\n--b\nContent-Type: multipart/mixed; boundary="b"\n\n' * 30
    ),
    "mail-in-mail.eml": lambda: (MAIL + b"Content-Type: message/rfc822\n\n") * 60 + MAIL + b"\n" + WORDS,
    "mail-huge-header.eml": lambda: MAIL + b"X-A: " + b"a" * 2_000_000 + b"\n\n" + WORDS,
    "mail-many-headers.eml": lambda: MAIL + b"X-A: a\n" * 120_000 + b"\n" + WORDS,
    "mail-base64-lie.eml": lambda: MAIL + b"Content-Transfer-Encoding: base64\n\n!!!!" + WORDS,
    "mail-uuencode.eml": lambda: MAIL + b"Content-Transfer-Encoding: x-uuencode\n\nbegin 644 a\n" + b"M" * 90_000,
    "mail-climbing-name.eml": lambda: attached(f'"../../../../tmp/{MARKER}"'.encode()),
    "mail-turned-name.eml": lambda: attached('"gpj.\u202eexe"'.encode()),
    "mail-continued-name.eml": lambda: attached(b'"a"; ' + b"; ".join(b"filename*%d=a" % n for n in range(9_000))),
    "mail-bad-continuation.eml": lambda: attached(b"a; filename*0*=x'y'%ff%; filename*1a=z"),
    "mail-many-people.eml": lambda: (
        b"From: a@b.example\nTo: " + b",\n ".join([b'"((((" <a@b.example>'] * 20_000) + b"\nSubject: x\n\n" + WORDS
    ),
    "mail-no-body.eml": lambda: MAIL,
    "mail-quotes.eml": lambda: MAIL + b"\n" + b">" * 300_000 + b"\n" + (b"> " * 400 + b"\n") * 400,
    "mail-deep-html.eml": lambda: MAIL + b"Content-Type: text/html\n\n" + b"<blockquote>" * 200_000 + WORDS,
    "mail-zip-bomb.eml": lambda: attached(b'"a.zip"', zipped([("zeros", bytes(60_000_000))])),
    "box-many.mbox": lambda: (
        (b"From a Mon Mar  4 10:00:00 2024\nFrom: a@b.example\nTo: c@d.example\nSubject: x\n\nx\n\n") * 11_000
    ),
    "box-only-postmarks.mbox": lambda: b"From a Mon Mar  4 10:00:00 2024\n" * 30_000,
    "box-one-line.mbox": lambda: b"From a 10:00\nFrom: a@b.example\nSubject: x\n\n" + b"x" * 9_000_000,
    "outlook-loop.msg": lambda: ole(0),
    "outlook-loop-elsewhere.msg": lambda: ole(5),
    "outlook-head-only.msg": lambda: OLE + bytes(504),
    "outlook-rubbish.msg": lambda: OLE + b"__properties_version1.0".replace(b"", b"\0")[1:] + b"\xff" * 5_000,
    # web archives
    "warc-length-lie.warc": lambda: record(answer(WORDS), 10**12),
    "warc-short-length.warc": lambda: record(answer(WORDS), 3) + record(answer(WORDS)),
    "warc-negative-length.warc": lambda: record(answer(WORDS), -5),
    "warc-bomb.warc": lambda: record(answer(gzip.compress(bytes(90_000_000), 9), b"Content-Encoding: gzip")),
    "warc-packed-bomb.warc.gz": lambda: gzip.compress(record(answer(bytes(90_000_000))), 9),
    "warc-chunk-lie.warc": lambda: record(answer(b"ffffffff\r\n" + WORDS, b"Transfer-Encoding: chunked")),
    "warc-brotli-lie.warc": lambda: record(answer(WORDS, b"Content-Encoding: br")),
    "warc-cut.warc.gz": lambda: gzip.compress(record(answer(WORDS * 99)))[:-90],
    "warc-no-end-of-head.warc": lambda: b"WARC/1.0\r\n" + b"X-A: a\r\n" * 200_000,
    "warc-many.warc": lambda: record(answer(b"<p>x")) * 400,
}
