"""What a file of evidence is, by its content alone; and under which name it is kept."""

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ratings.evidence_kinds import Kind, Trouble, Unfit, kind_of
from ratings.evidence_names import LONGEST, ending_of, safe_name
from tests.ratings import evidence_files as files


def kind(content: bytes) -> Kind:
    return kind_of(io.BytesIO(content), size=len(content))


def trouble(content: bytes) -> Trouble:
    with pytest.raises(Unfit) as found:
        kind(content)
    return found.value.trouble


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (files.PDF, Kind.PDF),
        (files.PNG, Kind.PNG),
        (files.JPEG, Kind.JPEG),
        (files.word(), Kind.WORD),
        (files.excel(), Kind.EXCEL),
        (files.powerpoint(), Kind.POWERPOINT),
        (files.odf("text"), Kind.ODF_TEXT),
        (files.odf("spreadsheet"), Kind.ODF_SHEET),
        (files.odf("presentation"), Kind.ODF_SLIDES),
        (files.compound("__properties_version1.0"), Kind.OUTLOOK),
        (files.EMAIL, Kind.EMAIL),
        (files.TEXT, Kind.TEXT),
        (files.CSV, Kind.TEXT),
        ("Gesehen: zehn von zehn".encode("utf-16"), Kind.TEXT),
        ("Caf\xe9".encode("cp1252"), Kind.TEXT),
        (b"x" * 200_000, Kind.TEXT),
    ],
)
def test_kinds_that_are_taken_are_known_by_their_content(content: bytes, found: Kind) -> None:
    assert kind(content) is found


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", Trouble.EMPTY),
        (files.PROGRAM, Trouble.PROGRAM),
        (b"\x7fELF\2\1\1\0", Trouble.PROGRAM),
        (b"#!/bin/sh\nrm -r x\n", Trouble.PROGRAM),
        (files.WEB_PAGE, Trouble.WEB_PAGE),
        (files.DRAWING, Trouble.WEB_PAGE),
        ("<html>".encode("utf-16"), Trouble.WEB_PAGE),
        (files.with_macros(), Trouble.MACROS),
        (
            files.ooxml(
                "openxmlformats-officedocument.wordprocessingml.document.main+xml", **{"word/vbaProject.bin": b"x"}
            ),
            Trouble.MACROS,
        ),
        (files.odf("text", **{"Basic/Standard/Module1.xml": b"x"}), Trouble.MACROS),
        (files.odf("text", **{"META-INF/manifest.xml": b"<manifest:encryption-data/>"}), Trouble.PROTECTED),
        (files.compound("EncryptedPackage"), Trouble.PROTECTED),
        (files.compound("WordDocument"), Trouble.OLD_OFFICE),
        (files.archive({"a.txt": b"a"}), Trouble.ARCHIVE),
        (files.odf("graphics"), Trouble.OTHER),
        (files.ooxml("ms-visio.drawing.main+xml"), Trouble.OTHER),
        (files.GIF, Trouble.OTHER),
        (b"\0\1\2\3", Trouble.OTHER),
        (files.word()[:300], Trouble.BROKEN),
        (files.compound("WordDocument")[:100], Trouble.BROKEN),
        (b"PK\3\4" + b"\0" * 100 + b"PK\5\6" + b"\xff" * 18, Trouble.SWOLLEN),
        (files.bomb(), Trouble.SWOLLEN),
        (files.lying_directory(), Trouble.SWOLLEN),
    ],
)
def test_what_is_not_taken_says_why(content: bytes, why: Trouble) -> None:
    assert trouble(content) is why


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\3\4", b"%PDF-", bytes.fromhex("d0cf11e0a1b11ae1"), b"<"]))
def test_any_bytes_are_a_kind_or_unfit(content: bytes, mark: bytes) -> None:
    try:
        found = kind(mark + content)
    except Unfit as unfit:
        found = unfit.trouble  # type: ignore[assignment]  # either is an answer
    assert found


@given(st.binary(min_size=1, max_size=60), st.integers(0, 3000))
def test_a_damaged_document_never_fails_otherwise(noise: bytes, at: int) -> None:
    content = bytearray(files.odf("text"))
    content[at % len(content) :][: len(noise)] = noise
    content[at % len(content) : at % len(content) + len(noise)] = noise
    try:
        found: object = kind(bytes(content))
    except Unfit as unfit:
        found = unfit.trouble
    assert found


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("minutes.pdf", "minutes.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("..\\..\\windows\\system.ini.pdf", "system.ini.pdf"),
        ("C:\\Users\\a\\Minutes of May.docx", "Minutes of May.docx"),
        ("minutes\r\nSet-Cookie: a=b.pdf", "minutesSet-Cookie_ a=b.pdf"),
        ("fdp\u202efdp.exe", "fdpfdp.exe"),
        ("a\0b.pdf", "ab.pdf"),
        ('quo"te;.pdf', "quo_te_.pdf"),
        ("Cofnodion – Mai ŵ.pdf", "Cofnodion – Mai ŵ.pdf"),
        ("CON.pdf", "_CON.pdf"),
        (".pdf", "evidence.pdf"),
        ("...", "evidence"),
        ("", "evidence"),
        ("no ending", "no ending"),
        (" spaced .PDF ", "spaced.PDF"),
    ],
)
def test_name_is_kept_without_what_could_mislead(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


def test_long_name_keeps_its_ending() -> None:
    kept = safe_name("x" * 400 + ".docx")

    assert len(kept) == LONGEST
    assert ending_of(kept) == ".docx"


@given(st.text(max_size=400))
@example("/" * 300)
@example("." * 300)
@example("a." + "b" * 300)
def test_any_name_is_safe_and_short(name: str) -> None:
    kept = safe_name(name)

    assert 0 < len(kept) <= LONGEST
    assert not set(kept) & set('/\\:*?"<>|\0\r\n;%')
    assert kept.strip(" .") == kept
    assert safe_name(kept) == kept
