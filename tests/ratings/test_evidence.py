"""Evidence: what is taken, what is refused with a sentence, who may have it, and how it is handed out."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client, override_settings

from accounts.models import Partnership, User
from accounts.rules import RuleBroken
from plans.models import Action
from plans.services import withdraw_action
from ratings.models import Evidence, Level, Rating, ReportingPeriod
from ratings.services import NewEvidence, add_evidence, withdraw_evidence
from tests.factories import LeadFactory, PeriodFactory, a_rated_plan, rated
from tests.ratings import evidence_files as files
from tests.ratings.assured import give

ClientFor = Callable[[User], Client]
LINK = "https://www.example.org/audit"


@pytest.fixture
def action(thurrock: Partnership) -> Action:
    return a_rated_plan(thurrock, actions=1).actions.select_related("plan__partnership").get()


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path) -> object:
    with override_settings(EVIDENCE_ROOT=tmp_path):
        yield tmp_path


def stored() -> list[Path]:
    return [path for path in Path(settings.EVIDENCE_ROOT).rglob("*") if path.is_file()]


def a_file(content: bytes = files.PDF, name: str = "minutes.pdf", *, shows: str = "Supervision notes.") -> NewEvidence:
    return NewEvidence(shows=shows, file=ContentFile(content, name=name), file_name=name)


def test_file_is_kept_under_a_name_that_nobody_can_guess(action: Action, business: User) -> None:
    made = add_evidence(action=action, new=a_file(), by=business)

    (path,) = stored()
    assert path.read_bytes() == files.PDF
    assert "minutes" not in str(path)
    assert path.stat().st_mode & 0o077 == 0
    assert (made.file_name, made.title, made.size) == ("minutes.pdf", "minutes.pdf", len(files.PDF))
    assert made.content_type == "application/pdf"
    assert made.sha256 == hashlib.sha256(files.PDF).hexdigest()


def test_store_is_outside_of_whatever_is_served() -> None:
    assert Path(settings.STATIC_ROOT) not in Path(settings.EVIDENCE_ROOT).parents
    assert Path(settings.MEDIA_ROOT) not in Path(settings.EVIDENCE_ROOT).parents


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (files.word(), "report.pdf", "This file is named .pdf, but it is a Word document."),
        (files.PDF, "report.docx", "This file is named .docx, but it is a PDF."),
        (files.PNG, "picture.jpg", "This file is named .jpg, but it is a PNG picture."),
        (files.excel(), "report.docx", "This file is named .docx, but it is an Excel workbook."),
        (files.TEXT, "mail.eml", "This file is named .eml, but it is plain text."),
        (files.PROGRAM, "minutes.pdf", "This file is a program, whatever its name says"),
        (files.WEB_PAGE, "minutes.txt", "This file is a web page"),
        (files.with_macros(), "minutes.docx", "This file holds macros"),
        (files.with_macros(), "minutes.docm", "This file holds macros"),
        (files.compound("WordDocument"), "minutes.doc", "This is a document of an old Office"),
        (files.compound("EncryptedPackage"), "minutes.docx", "This file is protected by a password"),
        (files.bomb(), "minutes.docx", "would unpack to far more"),
        (files.GIF, "picture.gif", "This file is of a kind that is not taken (Graphics interchange format file"),
        (b"\0\1\2\3", "data.pdf", "What this file is cannot be told."),
        (files.TEXT, "minutes", "has no ending such as .pdf"),
        (files.TEXT, "minutes.bat", "Files named .bat are not taken."),
        (b"", "minutes.pdf", "This file is empty"),
    ],
)
def test_file_that_is_not_what_it_says_is_refused(
    action: Action, business: User, content: bytes, name: str, sentence: str
) -> None:
    with pytest.raises(RuleBroken) as refusal:
        add_evidence(action=action, new=a_file(content, name), by=business)

    assert sentence in str(refusal.value.message)
    assert refusal.value.field == "file"
    assert not stored()
    assert not Evidence.objects.exists()


@override_settings(SAFEGUARDING_LARGEST_EVIDENCE=2000)
def test_file_larger_than_is_taken_is_refused(action: Action, business: User) -> None:
    with pytest.raises(RuleBroken, match="up to 2 KB are taken"):
        add_evidence(action=action, new=a_file(b"x" * 2001, "notes.txt"), by=business)


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "ftp://example.org/a", "example.org", "https://", "file:///etc/passwd", "data:text/html,x",
     "http://a b", "https://" + "a" * 2000 + ".org", "https://[::1"],
)  # fmt: skip
def test_link_that_is_no_address_on_the_web_is_refused(action: Action, business: User, link: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        add_evidence(action=action, new=NewEvidence(shows="An audit.", link=link), by=business)

    assert refusal.value.field == "link"


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewEvidence(shows="An audit."), "file"),
        (NewEvidence(shows=" ", link=LINK), "shows"),
        (NewEvidence(shows="An audit.", link=LINK, file=ContentFile(files.PDF, name="a.pdf")), "link"),
    ],
)
def test_neither_both_or_nothing_said_is_refused(action: Action, business: User, new: NewEvidence, field: str) -> None:
    with pytest.raises(RuleBroken) as refusal:
        add_evidence(action=action, new=new, by=business)

    assert refusal.value.field == field


def test_same_file_on_the_same_action_is_said(action: Action, business: User, thurrock: Partnership) -> None:
    first = add_evidence(action=action, new=a_file(), by=business)

    with pytest.raises(RuleBroken, match=r"on the action already: “minutes\.pdf”, added by Business Persona"):
        add_evidence(action=action, new=a_file(name="again.pdf"), by=business)
    assert len(stored()) == 1

    other = a_rated_plan(thurrock, actions=1).actions.get()
    assert add_evidence(action=other, new=a_file(), by=business).sha256 == first.sha256
    withdraw_evidence(evidence=first, reason="The wrong month.", by=business)
    assert add_evidence(action=action, new=a_file(), by=business).pk


def test_rating_of_another_action_is_refused(action: Action, business: User, thurrock: Partnership) -> None:
    other = a_rated_plan(thurrock, actions=1).actions.get()
    rating = rated(other, "blue", PeriodFactory.create(partnership=thurrock))

    with pytest.raises(RuleBroken, match="rating of this action"):
        add_evidence(action=action, new=NewEvidence(shows="An audit.", link=LINK, rating=rating), by=business)


def test_withdrawn_action_takes_no_evidence(action: Action, business: User) -> None:
    withdraw_action(action=action, seen_revision=1, reason="Twice in the plan.", by=business)

    with pytest.raises(RuleBroken, match="withdrawn"):
        add_evidence(action=action, new=a_file(), by=business)
    assert not stored()


def test_nothing_is_left_behind_when_the_writing_fails(
    action: Action, business: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_args: object, **_kwargs: object) -> None:
        assert stored()
        raise IntegrityError

    monkeypatch.setattr("ratings.services.evidence.save_with_history", fails)

    with pytest.raises(IntegrityError), transaction.atomic():
        add_evidence(action=action, new=a_file(), by=business)

    assert not stored()
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("persona", ["partner", "scrutineer", "committee", "southend", "lead_person"])
def test_who_may_not_update_the_action_adds_and_withdraws_nothing(
    action: Action, business: User, persona: str, request: pytest.FixtureRequest
) -> None:
    evidence = add_evidence(action=action, new=a_file(), by=business)
    person = request.getfixturevalue(persona)

    with pytest.raises(PermissionDenied):
        add_evidence(action=action, new=a_file(files.TEXT, "a.txt"), by=person)
    with pytest.raises(PermissionDenied):
        withdraw_evidence(evidence=evidence, reason="Not mine.", by=person)


def test_withdrawn_evidence_stays_on_record(action: Action, business: User, client_for: ClientFor) -> None:
    evidence = add_evidence(action=action, new=a_file(), by=business)

    with pytest.raises(RuleBroken, match="Say why"):
        withdraw_evidence(evidence=evidence, reason=" ", by=business)
    withdraw_evidence(evidence=evidence, reason="Named a child.", by=business)

    assert stored()
    with pytest.raises(RuleBroken, match=r"Business Persona withdrew this on .* already: Named a child"):
        withdraw_evidence(evidence=evidence, reason="Again.", by=business)
    page = client_for(business).get(f"/thurrock/actions/{action.pk}/").content.decode()
    assert "1 item was withdrawn" in page
    assert "Named a child." in page
    history = client_for(business).get(f"/thurrock/actions/{action.pk}/history/").content.decode()
    assert "added the evidence “minutes.pdf”: Supervision notes." in history
    assert "withdrew the evidence “minutes.pdf”: Named a child." in history


def test_level_that_needs_evidence_waits_for_it(action: Action, business: User, thurrock: Partnership) -> None:
    period = PeriodFactory.create(partnership=thurrock)
    Level.objects.filter(code="blue").update(needs_evidence=True)

    with pytest.raises(RuleBroken, match="Blue needs evidence") as refusal:
        give(action, "blue", period, by=business)
    assert refusal.value.field == f"level_{action.plan.rating_setup.scale.dimensions.get().pk}"
    evidence = add_evidence(action=action, new=a_file(), by=business)
    withdraw_evidence(evidence=evidence, reason="The wrong month.", by=business)
    with pytest.raises(RuleBroken, match="Blue needs evidence"):
        give(action, "blue", period, by=business)
    assert not Rating.objects.exists()

    add_evidence(action=action, new=a_file(files.TEXT, "notes.txt"), by=business)
    assert give(action, "blue", period, by=business).level.code == "blue"


# --- The pages ------------------------------------------------------------------------------------------------------


def test_lead_adds_a_file_to_their_rating_on_the_page(
    action: Action, thurrock: Partnership, lead_person: User, client_for: ClientFor
) -> None:
    group = LeadFactory.create(partnership=thurrock)
    group.people.add(lead_person)
    action.leads.add(group)
    rating = rated(action, "amber", PeriodFactory.create(partnership=thurrock))
    client = client_for(lead_person)
    at = f"/thurrock/actions/{action.pk}/evidence/add/"
    assert "2020/21 Q4: Amber" in client.get(at).content.decode()

    file = SimpleUploadedFile("../../Minutes.docx", files.word(), content_type="text/html")
    answer = client.post(at, {"file": file, "shows": "That it was agreed.", "rating": rating.pk}, follow=True)

    made = Evidence.objects.get()
    assert (made.file_name, made.rating, made.added_by) == ("Minutes.docx", rating, lead_person)
    assert "That it was agreed." in answer.content.decode()
    assert "For the rating Amber of 2020/21 Q4." in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"shows": "An audit."}, "Choose a file, or enter a link."),
        ({"link": LINK}, "Say what it shows"),
        ({"link": "javascript:alert(1)", "shows": "An audit."}, "Enter a whole link"),
        ({"link": LINK, "shows": "An audit.", "title": "x" * 201}, "Title must be 200 characters or fewer"),
        ({"link": LINK, "shows": "An audit.", "rating": "999999"}, "Choose one of the ratings of this action."),
    ],
)
def test_page_says_what_is_missing(
    action: Action, business: User, client_for: ClientFor, data: dict[str, str], sentence: str
) -> None:
    answer = client_for(business).post(f"/thurrock/actions/{action.pk}/evidence/add/", data)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    "name", ["x" * 300 + ".pdf", "a." + "b" * 300, "Cofnodion ŵ – Mai.pdf", "..", "a\r\nb.pdf", "%s.pdf"]
)
@pytest.mark.parametrize("large", [False, True])
def test_hostile_names_never_fail(
    action: Action, business: User, client_for: ClientFor, name: str, *, large: bool
) -> None:
    client = client_for(business)
    content = files.PDF + b"%" * (6 * 1024 * 1024 if large else 0)
    file = SimpleUploadedFile("x.pdf", content)
    file.__dict__["_name"] = name

    answer = client.post(f"/thurrock/actions/{action.pk}/evidence/add/", {"file": file, "shows": "An audit."})

    # Django answers 400 to a large file that has no name at all.
    assert answer.status_code in ({302, 422} if name != ".." else {400, 422})
    for made in Evidence.objects.all():
        got = client.get(f"/thurrock/evidence/{made.pk}/download/")
        assert got.headers["Content-Disposition"].startswith("attachment")
        assert b"".join(got.streaming_content) == content  # type: ignore[attr-defined]  # a streamed answer


@pytest.mark.parametrize(
    ("content", "name"),
    [(files.PDF, "a.pdf"), (files.TEXT, "a.txt"), (files.EMAIL, "a.eml"), (files.PNG, "a.png"), (files.EMAIL, "a.txt")],
)
def test_file_goes_out_as_a_download_in_which_nothing_runs(
    *, action: Action, business: User, partner: User, client_for: ClientFor, content: bytes, name: str
) -> None:
    evidence = add_evidence(action=action, new=a_file(content, name), by=business)

    answer = client_for(partner).get(f"/thurrock/evidence/{evidence.pk}/download/")

    assert b"".join(answer.streaming_content) == content  # type: ignore[attr-defined]  # a streamed answer
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Content-Length"] == str(len(content))
    assert "no-store" in answer.headers["Cache-Control"]


def test_download_is_for_those_who_may_see_the_action(
    *,
    action: Action,
    business: User,
    thurrock: Partnership,
    lead_person: User,
    request: pytest.FixtureRequest,
    client_for: ClientFor,
) -> None:
    evidence = add_evidence(action=action, new=a_file(), by=business)
    at = f"/thurrock/evidence/{evidence.pk}/download/"
    expected = {"administrator": 200, "partner": 200, "scrutineer": 200, "lead_person": 404, "committee": 404}
    expected |= {"southend": 404, "outsider": 404}

    found = {each: client_for(request.getfixturevalue(each)).get(at).status_code for each in expected}

    assert found == expected
    group = LeadFactory.create(partnership=thurrock)
    group.people.add(lead_person)
    action.leads.add(group)
    assert client_for(lead_person).get(at).status_code == 200
    southend = request.getfixturevalue("southend")
    assert client_for(southend).get(at.replace("thurrock", "southend")).status_code == 404


def test_what_was_withdrawn_is_handed_out_to_the_business_team_alone(
    action: Action, business: User, partner: User, client_for: ClientFor
) -> None:
    evidence = add_evidence(action=action, new=a_file(), by=business)
    withdraw_evidence(evidence=evidence, reason="Named a child.", by=business)
    at = f"/thurrock/evidence/{evidence.pk}/download/"

    assert client_for(business).get(at).status_code == 200
    assert client_for(partner).get(at).status_code == 403


def test_a_link_or_a_lost_file_has_nothing_to_download(action: Action, business: User, client_for: ClientFor) -> None:
    link = add_evidence(action=action, new=NewEvidence(shows="An audit.", link=LINK), by=business)
    lost = add_evidence(action=action, new=a_file(), by=business)
    stored()[0].unlink()

    for each in (link, lost):
        assert client_for(business).get(f"/thurrock/evidence/{each.pk}/download/").status_code == 404


def test_rating_that_needs_evidence_says_so_on_the_form(
    action: Action, business: User, thurrock: Partnership, client_for: ClientFor
) -> None:
    period: ReportingPeriod = PeriodFactory.create(partnership=thurrock)
    Level.objects.filter(code="blue").update(needs_evidence=True)
    dimension = action.plan.rating_setup.scale.dimensions.get()
    blue = Level.objects.get(code="blue")

    answer = client_for(business).post(
        f"/thurrock/actions/{action.pk}/update/",
        {"period": period.pk, "initial-period": period.pk, f"level_{dimension.pk}": blue.pk, "seen_revision": 1},
    )

    assert answer.status_code == 422
    assert "Blue needs evidence: add a file or a link to the action first" in answer.content.decode()


def test_file_that_the_disk_does_not_take_is_refused_in_a_sentence(
    action: Action, business: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object, **_kwargs: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "save", full)
    new = NewEvidence(shows="That it was read.", file=ContentFile(b"Read by all.\n", name="note.txt"))

    with pytest.raises(RuleBroken, match="could not keep the file") as refused:
        add_evidence(action=action, new=new, by=business)

    assert refused.value.field == "file"
    assert not Evidence.objects.exists()
