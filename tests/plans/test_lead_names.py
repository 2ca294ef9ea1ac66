"""Who is named in a lead cell: the source documents' own cells first, then the habits of other plans."""

import json
from pathlib import Path

import pytest

from plans.lead_names import LeadName, match_lead, split_leads

SUPPORTED = (
    "Sub-Group of the Learning and Practice Review Group to lead on this work on behalf of all agencies, "
    "supported by the LSCP Business Team"
)
GROUPS = ("Management Executive Board", "LPR Group", "Audit Group", "MACE", "LSCP Business Team")


def names(text: str | None, known: tuple[str, ...] = ()) -> list[str]:
    return [lead.name for lead in split_leads(text, known=known)]


def person(name: str, agency: str | None = None, post: str | None = None) -> LeadName:
    return LeadName(name, name, agency, post, "person")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("LPR Group", ["LPR Group"]),
        ("LSCP Business Team and Agencies", ["LSCP Business Team", "Agencies"]),
        ("Strategic Partners", ["Strategic Partners"]),
        ("Management Executive Board LPR Group", ["Management Executive Board", "LPR Group"]),
        ("Independent Chair & Scruitneer", ["Independent Chair & Scruitneer"]),
        ("Independent Chair and Scrutineer", ["Independent Chair and Scrutineer"]),
        ("Learning and Practice Review Group", ["Learning and Practice Review Group"]),
        ("Private fostering and adoption panel", ["Private fostering and adoption panel"]),
        (
            "LSCP Business Manager & Strategic Partner for Essex Police",
            ["LSCP Business Manager", "Strategic Partner for Essex Police"],
        ),
        ("LSCP and all agencies", ["LSCP", "All agencies"]),
        ("LSCP and Partner agencies", ["LSCP", "Partner agencies"]),
        ("Children's Social Care, LSCP and all agencies", ["Children's Social Care", "LSCP", "All agencies"]),
        (
            SUPPORTED,
            ["Sub-Group of the Learning and Practice Review Group", "LSCP Business Team"],
        ),
    ],
)
def test_lead_cell_of_a_source_document_is_split(text: str, expected: list[str]) -> None:
    assert names(text) == expected
    assert names(text, GROUPS) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Elizabeth Chidgey (LSCB independent chair) and Carl Robinson (CSP)",
            [person("Elizabeth Chidgey", post="LSCB independent chair"), person("Carl Robinson", "CSP")],
        ),
        (
            "Elizabeth Chidgey LSCB and Carl Robinson CSP",
            [person("Elizabeth Chidgey", "LSCB"), person("Carl Robinson", "CSP")],
        ),
        ("Elizabeth Chidgey (LSCB Executive)", [person("Elizabeth Chidgey", "LSCB Executive")]),
        ("Elizabeth Chidgey – LSCB Executive", [person("Elizabeth Chidgey", "LSCB Executive")]),
        ("Jason Hendy - Essex Police", [person("Jason Hendy", "Essex Police")]),
        ("Jason Hendy Essex Police", [person("Jason Hendy", "Essex Police")]),
        ("Sharon Connell – CCG", [person("Sharon Connell", "CCG")]),
        ("Sharon Connell Southend CCG", [person("Sharon Connell", "Southend CCG")]),
        ("John O’Loughlin - SBC Children’s Services", [person("John O’Loughlin", "SBC Children’s Services")]),
        ("Erin Brennan- Douglas - SBC Public Health", [person("Erin Brennan-Douglas", "SBC Public Health")]),
        ("Erin Brennan-Douglas SBC Public Health ", [person("Erin Brennan-Douglas", "SBC Public Health")]),
        (
            "Angela Ejoh – SBC Integrated Commissioning team",
            [person("Angela Ejoh", "SBC Integrated Commissioning team")],
        ),
        (
            "Julie Cole SBC Children’s Services\nSharon Connell – CCG\nJason Hendy – Essex Police",
            [
                person("Julie Cole", "SBC Children’s Services"),
                person("Sharon Connell", "CCG"),
                person("Jason Hendy", "Essex Police"),
            ],
        ),
        ("Peter Lane", [person("Peter Lane")]),
    ],
)
def test_person_of_a_source_document_has_agency_and_post(text: str, expected: list[LeadName]) -> None:
    assert list(split_leads(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A. Example (Example Council)", person("A. Example", "Example Council")),
        ("Ann Example, Head of Service, Example Council", person("Ann Example", "Example Council", "Head of Service")),
        ("Ann Example - Head of Service", person("Ann Example", post="Head of Service")),
        ("Head of Service (Ann Example)", person("Ann Example", post="Head of Service")),
        ("Example Police - Ann Example", person("Ann Example", "Example Police")),
        ("Ann Young - Example Police", person("Ann Young", "Example Police")),
        ("DCI Example - Example Police", person("DCI Example", "Example Police")),
        ("Cllr Example", person("Cllr Example")),
        ("Ann Mary Example", person("Ann Mary Example")),
    ],
)
def test_person_in_another_habit_is_read(text: str, expected: LeadName) -> None:
    assert split_leads(text) == (expected,)


@pytest.mark.parametrize(
    "text",
    [
        "Assistant Director of Community Safety and Street Scene",
        "Assistant Director of Planning, Regeneration and Transport",
        "Cabinet Member for Transport, Jobs and the Local Economy",
        "Portfolio Holder for Economic Development, UK and EU Regional Issues",
        "Portfolio Holder for Sustainable Development, Environment and Planning Policy",
        "Director of Forensic and Specialist Care Group",
        "Deputy Director of Nursing and Practice",
        "Regeneration and Environment",
        "Adult Care, Housing and Public Health",
        "Place, Planning and Regeneration",
        "Policy and Performance Management",
        "Police and Crime Commissioner",
        "Police, Fire and Crime Commissioner",
        "Health and Wellbeing Board",
        "Health & Social Care",
        "Crime & Disorder Partnership",
        "Missing/CSE Group",
        "Quality and Audit Officer",
        "Devon and Cornwall Police",
        "Operations Managers (SF), (CD)",
        "Early Intervention Sub Group of Children’s Partnership",
        "Safeguarding Board Business Team",
        "Audit Group Chair",
        "Chief Executive's Office",
        "Executive Director: Delivery",
        "Head of Service (CCG)",
        "Thames Valley Police",
    ],
)
def test_one_name_that_holds_a_separator_or_two_nouns_is_not_cut(text: str) -> None:
    assert names(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Head of Risk /University Secretary/Head of Security",
            ["Head of Risk", "University Secretary", "Head of Security"],
        ),
        ("Prevent Lead/Prevent Working Group", ["Prevent Lead", "Prevent Working Group"]),
        ("Example Police; CCG ; LPR Group", ["Example Police", "CCG", "LPR Group"]),
        ("Police, Health and Social Care", ["Police", "Health and Social Care"]),
        ("Head of Safeguarding and LPR Group", ["Head of Safeguarding", "LPR Group"]),
        ("Director of Children's Services and Chief Constable", ["Director of Children's Services", "Chief Constable"]),
        ("  • SI Leads\n  • Head of Patient Safety", ["SI Leads", "Head of Patient Safety"]),
        ("• Head of Service • Policy Manager", ["Head of Service", "Policy Manager"]),
        ("1. LPR Group\n2. Audit Group", ["LPR Group", "Audit Group"]),
        ("- Example Police\n- CCG", ["Example Police", "CCG"]),
        ("LSCP Business\nTeam", ["LSCP Business Team"]),
        ("Example Police and\nCCG", ["Example Police", "CCG"]),
        ("Example Police (lead), CCG", ["Example Police", "CCG"]),
        ("Lead: LPR Group", ["LPR Group"]),
        ("LPR Group in partnership with Audit Group", ["LPR Group", "Audit Group"]),
        ("LPR Group, LPR group", ["LPR Group"]),
        ("MACE and MARAC", ["MACE", "MARAC"]),
        ("The Trust Secretariat.", ["Trust Secretariat"]),
    ],
)
def test_several_leads_in_one_cell_are_parted(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize("text", [None, "", " \n ", "TBC", "N/A", "To be confirmed", "-", "?"])
def test_cell_that_names_nobody_has_no_lead(text: str | None) -> None:
    assert split_leads(text) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("LPR Group", "group"),
        ("MACE", "group"),
        ("Strategic Partners", "group"),
        ("Private fostering and adoption panel", "group"),
        ("LSCP", "agency"),
        ("Essex Police", "agency"),
        ("Children's Social Care", "agency"),
        ("all agencies", "agency"),
        ("Independent Chair & Scruitneer", "post"),
        ("LSCP Business Manager", "post"),
        ("Head of Service", "post"),
        ("Chief Executive", "post"),
        ("Peter Lane", "person"),
    ],
)
def test_kind_of_a_lead_is_told_by_its_words(text: str, kind: str) -> None:
    assert [lead.kind for lead in split_leads(text)] == [kind]


def test_known_names_settle_what_the_words_cannot() -> None:
    known = ("Early Help Place", "Youth Offer", "Barnfield and Lowmoor Trust Group")

    assert names("Early Help Place Youth Offer") == ["Early Help Place Youth Offer"]
    assert names("Early Help Place Youth Offer", known) == ["Early Help Place", "Youth Offer"]
    assert names("CCG & Barnfield & Lowmoor Trust Group", known) == ["CCG", "Barnfield & Lowmoor Trust Group"]


def test_known_person_is_still_a_person() -> None:
    assert split_leads("Peter Lane", known=("Peter Lane",)) == (person("Peter Lane"),)


WORDINGS = {
    "Management Executive Board": "Management Executive Board",
    "Independent Chair and Scrutineer": "Independent Chair and Scrutineer",
    "Independent Chair & Scruitneer": "Independent Chair and Scrutineer",
    "Learning and Practice Review Group": "Learning and Practice Review Group",
    "Audit Group": "Audit Group",
    "Children's Services": "Children's Services",
    "North Example Police": "North Example Police",
    "Elizabeth Chidgey": "Elizabeth Chidgey",
}


@pytest.mark.parametrize(
    ("name", "expected", "how"),
    [
        ("management executive  board", "Management Executive Board", "same"),
        ("The Audit Group.", "Audit Group", "same"),
        ("Childrens Services", "Children's Services", "same"),
        ("Independent Chair & Scrutineer", "Independent Chair and Scrutineer", "same"),
        ("independent chair and scruitneer", "Independent Chair and Scrutineer", "other wording"),
        ("MEB", "Management Executive Board", "abbreviation"),
        ("LPR Group", "Learning and Practice Review Group", "abbreviation"),
        ("LPRG", "Learning and Practice Review Group", "abbreviation"),
        ("Mgmt Exec Board", "Management Executive Board", "abbreviation"),
        ("E. Chidgey", "Elizabeth Chidgey", "initials"),
        ("EC", "Elizabeth Chidgey", "initials"),
        ("Managment Executive Board", "Management Executive Board", "likely slip"),
        ("Elizabeth Chidgley", "Elizabeth Chidgey", "likely slip"),
        ("Chidgey, Elizabeth", "Elizabeth Chidgey", "likely slip"),
    ],
)
def test_known_lead_is_matched_and_says_how(name: str, expected: str, how: str) -> None:
    match = match_lead(name, WORDINGS)

    assert match
    assert (match.name, match.how) == (expected, how)
    assert WORDINGS[match.matched] == expected
    assert match.is_guess == (how not in ("same", "other wording"))


@pytest.mark.parametrize(
    ("surer", "less_sure"),
    [
        ("Audit Group", "MEB"),
        ("MEB", "E. Chidgey"),
        ("MEB", "Managment Executive Board"),
        ("Managment Executive Board", "Managment Exceutive Board"),
    ],
)
def test_guess_says_how_sure_it_is(surer: str, less_sure: str) -> None:
    one, other = match_lead(surer, WORDINGS), match_lead(less_sure, WORDINGS)

    assert one
    assert other
    assert 100 >= one.confidence > other.confidence > 50


@pytest.mark.parametrize(
    "name", ["South Example Police", "Adult Group", "Strategic Group", "Audit", "Elizabeth", "XEB", "", "—"]
)
def test_name_that_is_only_near_is_not_matched(name: str) -> None:
    assert match_lead(name, WORDINGS) is None


def test_abbreviation_is_matched_to_its_full_name_in_either_direction() -> None:
    match = match_lead("Management Executive Board", {"MEB": "MEB"})

    assert match
    assert (match.name, match.how) == ("MEB", "abbreviation")


def test_guess_that_could_be_two_leads_is_none() -> None:
    wordings = {
        "Community Safety Partnership": "Community Safety Partnership",
        "Children Support Panel": "Children Panel",
    }

    assert match_lead("CSP", wordings) is None


def test_numbered_names_are_not_slips_of_each_other() -> None:
    assert match_lead("Locality Group 1", {"Locality Group 2": "Locality Group 2"}) is None


def test_every_lead_of_the_source_documents_is_named() -> None:
    truths = sorted((Path(__file__).resolve().parents[2] / "fixtures" / "sources" / "truth").glob("*.json"))
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in truths]
    rows = [row for document in documents for row in [*document.get("actions", []), *document.get("rows", [])]]
    cells = {row["lead"] for row in rows if row.get("lead")}

    assert len(cells) > 30
    assert [cell for cell in cells if not split_leads(cell)] == []
