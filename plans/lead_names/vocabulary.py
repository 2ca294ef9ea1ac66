"""The field's words by which a group, an agency and a post are told from a person's name.

Generic words only: no council's, agency's or person's own name belongs here.
"""

import re
from functools import lru_cache

from rapidfuzz import fuzz


def word_set(words: str) -> frozenset[str]:
    """The words of a list that is easier to read and to add to as running text."""
    return frozenset(words.split())


GROUP_NOUNS = word_set(
    """
    board boards group groups subgroup subgroups sub-group sub-groups team teams panel panels committee committees
    subcommittee sub-committee forum forums partnership partnerships network networks executive cabinet
    secretariat taskforce workstream hub assembly consortium alliance collaborative
    """
)
AGENCY_NOUNS = word_set(
    """
    police constabulary council trust nhs ccg icb probation hospital hospitals academy college university
    federation charity authority authorities ltd limited plc cic llp foundation government agency office
    """
)
# Words that end the name of a service, but also a part of one: "Adult Care, Housing and Public Health".
SERVICE_NOUNS = word_set(
    """
    care service services health housing education environment regeneration school schools department directorate
    division unit delivery communities transport planning justice safeguarding rescue ambulance fire commissioning
    prevention inclusion welfare
    """
)
ROLE_NOUNS = word_set(
    """
    manager managers director directors head heads chair chairs chairperson chairman chairwoman co-chair
    vice-chair scrutineer scrutineers lead leads leader leaders officer officers coordinator co-ordinator
    coordinators co-ordinators adviser advisor advisers advisors consultant consultants commissioner commissioners
    superintendent inspector sergeant constable nurse nurses doctor doctors gp gps practitioner practitioners
    secretary administrator analyst executive-director principal principals headteacher headteachers teacher
    teachers social-worker worker workers supervisor supervisors trainer trainers representative representatives
    member holder owner deputy deputies champion champions councillor councillors solicitor trustee trustees
    midwife paediatrician psychologist specialist president mayor clerk author reviewer auditor facilitator dsl
    dco lado dcs sro partner assistant strategist accountant treasurer governor governors supporter
    """
)
# Words that by themselves mean everyone: "and all agencies".
EVERYONE = re.compile(
    r"(?:(?:all|both|each|every|other|relevant|key|partner|local|statutory|individual|the|safeguarding|multi)[\s-]+)*"
    r"(?:agencies|agency|partners|organisations|services|schools|everyone|members|practitioners|providers|parties)",
    re.IGNORECASE,
)
# Capitals that name a subject or a place, not an agency.
SUBJECTS = word_set(
    """
    UK EU GB IT HR CSE CE FGM SEND SEN DA VAWG CIN CP QA EHCP LGBT AND OR THE OF FOR TO ON RAG
    """
)
MULTI_AGENCY_MEETINGS = word_set(
    """
    MACE MARAC MAPPA MAPPP MASH MAT TAF TAC
    """
)
# What these begin is a part of the group before them: "Safeguarding Board Business Team".
OFFSHOOTS = word_set(
    """
    business management support admin administration development leadership executive policy performance working
    task sub steering project chair chairs manager lead leads officer coordinator co-ordinator vice deputy
    planning
    """
)
# Names that hold the separator.
COMPOUNDS = re.compile(
    r"\b(?:police,?\s+fire\s+and\s+crime|police\s+(?:and|&)\s+crime|fire\s+(?:and|&)\s+rescue|health\s+(?:and|&)\s+"
    r"(?:social\s+)?(?:care|wellbeing|well-being|safety|justice)|children\s+(?:and|&)\s+(?:young\s+people|families)|"
    r"(?:learning|training)\s+(?:and|&)\s+(?:development|improvement|practice)|crime\s+(?:and|&)\s+disorder|"
    r"education\s+(?:and|&)\s+(?:skills|training|inclusion)|mental\s+health\s+(?:and|&)\s+learning|"
    r"adults?\s+(?:and|&)\s+(?:children|communities)|violence\s+(?:and|&)\s+vulnerability|drugs?\s+(?:and|&)\s+alcohol|"
    r"(?:task|monitoring)\s+(?:and|&)\s+(?:finish|evaluation)|quality\s+(?:and|&)\s+(?:assurance|performance|audit)|"
    r"performance\s+(?:and|&)\s+(?:quality|audit)|chair\s+(?:and|&)\s+scrutineer|safeguarding\s+(?:and|&)\s+"
    r"(?:quality|looked|child))\b",
    re.IGNORECASE,
)
TITLES = word_set(
    """
    mr mrs ms miss mx dr prof professor cllr councillor sir dame lord lady baroness rev revd dci di ds dc pc dsu
    dcs supt insp sgt acc ccp det ch judge
    """
)
# Common first or second words of services, posts and groups that could pass for a person's name by their capitals.
NOT_A_NAME = word_set(
    """
    strategic operational corporate executive independent local national regional joint multi multi-agency
    interagency inter-agency early help intervention targeted public mental primary secondary acute clinical
    community communities adult adults child children childrens young people family families youth offending
    justice social safeguarding safety street scene place places planning regeneration environment housing
    homelessness education learning practice review reviews audit quality assurance performance policy policies
    strategy business support development training workforce human resources finance legal democratic customer
    parenting fostering adoption placements looked after leaving virtual school special educational needs
    inclusion attendance years nursery health wellbeing nursing midwifery medical medicine hospital emergency
    front door referral assessment prevention protection exploitation missing gangs violence vulnerability
    domestic abuse sexual substance misuse drugs alcohol hate crime disorder anti-social behaviour custody
    probation prison prisons court courts border immigration fire rescue ambulance transport highways leisure
    culture libraries sport commissioning contracts procurement integrated integration transformation improvement
    change programme project projects data intelligence information governance risk complaints engagement
    participation voice communications media digital neighbourhood voluntary sector faith trust council borough
    county city district town parish london royal north south east west northern southern eastern western central
    mid greater upper lower valley point england wales scotland ireland british all partner partners agency
    agencies designated named responsible senior deputy assistant vice chief principal interim acting lead head
    service services team group board panel committee forum care members staff managers schools delivery
    employment economic economy skills growth property estates neglect bereavement serious case death overview
    scrutiny select peer partnership partnerships accountable statutory core steering task finish working sub side
    section theme prevent pathway pathways single access hub crisis university college academy trade union
    children's people's women's men's patient patients secretariat universal specialist general various external
    internal the of and for to on in by with be is are as at from new other each every both any who
    """
)
ACRONYM = re.compile(r"(?=.{2,9}$)[A-Z][A-Za-z]?[A-Z][A-Z0-9&]*s?")
NAME_WORD = re.compile(r"(?:[A-Z]['’])?[A-Z][a-zà-öø-ÿ]+(?:['’-][A-Z]?[a-zà-öø-ÿ]+|[A-Z][a-zà-öø-ÿ]+)*")
INITIAL = re.compile(r"[A-Z]\.?")


def words_of(text: str) -> list[str]:
    """The words without the punctuation round them; an apostrophe or hyphen inside a word stays."""
    return [word for word in (part.strip(".,:;()[]{}'\"’“”‘") for part in text.split()) if word]


def is_acronym(word: str) -> bool:
    """True for LSCP, CCG and EWMHS; not for what names a subject or a place, such as UK and SEND."""
    return word not in SUBJECTS and ACRONYM.fullmatch(word) is not None


@lru_cache(maxsize=4096)
def is_role_noun(word: str) -> bool:
    """True for Manager, Chair, Scrutineer, and for a likely slip in a long one."""
    folded = word.lower().strip(".,")
    if folded in ROLE_NOUNS:
        return True
    if len(folded) < 8 or folded in NOT_A_NAME or folded in GROUP_NOUNS or folded in SERVICE_NOUNS:
        return False
    return any(len(role) >= 8 and fuzz.ratio(folded, role) >= 88 for role in ROLE_NOUNS)


def is_group_noun(word: str) -> bool:
    return word.lower().strip(".,") in GROUP_NOUNS


def is_agency_noun(word: str) -> bool:
    return word.lower().strip(".,") in AGENCY_NOUNS


def is_service_noun(word: str) -> bool:
    return word.lower().strip(".,").removesuffix("'s").removesuffix("’s") in SERVICE_NOUNS


def may_be_a_name(word: str) -> bool:
    """True when a word has a name's shape and is none of the field's words."""
    if not NAME_WORD.fullmatch(word):
        return False
    folded = word.lower().replace("’", "'")
    known = folded in NOT_A_NAME or folded.removesuffix("s") in NOT_A_NAME or folded.endswith("tion")
    return not (known or is_group_noun(word) or is_agency_noun(word) or is_service_noun(word) or is_role_noun(word))
