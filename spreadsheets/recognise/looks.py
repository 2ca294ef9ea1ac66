"""What the text of one cell looks like, whatever its column: a reference, a timescale, a lead, a fragment."""

import re
from functools import lru_cache

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?|ionawr|chwefror|mawrth|ebrill|mai|mehefin|gorffennaf|awst|medi|hydref|tachwedd"
    r"|rhagfyr)\b\.?"
)
_DATE = re.compile(
    rf"\d{{1,2}}\s*[./-]\s*\d{{1,2}}\s*[./-]\s*(?:\d{{4}}|\d{{2}})\b"
    rf"|\b\d{{4}}-\d{{2}}-\d{{2}}\b"
    rf"|\b(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}[\s,'’/-]*(?:(?:19|20)?\d{{2}}\b)?"
    rf"|\b(?:q|quarter|qtr)\s?[1-4]\b|\b(?:19|20)\d{{2}}(?:\s?[/–-]\s?(?:20)?\d{{2}})?\b"
    rf"|\b(?:spring|summer|autumn|winter|easter|christmas)\b",
    re.IGNORECASE,
)
_RECURRENCE = re.compile(
    r"\b(?:on-?\s?going|continuous|continual|tbc|tba|tbd|to be (?:confirmed|agreed|determined)"
    r"|asap|as soon as|immediate(?:ly)?"
    r"|(?:bi-?|six[- ]|three[- ]|two[- ])?(?:annual(?:ly)?|monthly|weekly|quarterly|yearly)"
    r"|biennial(?:ly)?|termly|daily|as per|as (?:and when )?required|various dates?"
    r"|each (?:year|quarter|month|term|meeting)"
    r"|every (?:\w+ )?(?:years?|quarters?|months?|terms?|meetings?)|within \w+ (?:days|weeks|months)|rolling"
    r"|\d+ (?:days|weeks|months|years)|completed?|not applicable|n/a)\b",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"\b(?:by|end|start|beginning|of|and|to|the|in|from|before|after|for|at|on|until|due|initial|publication|complete[d]?"
    r"|cycle|meetings?|programme|group|audit|training|date|mid|early|late|review|then|updates?|or|between|per|a|is|was)\b",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    r"\(?(?:[A-Za-z]{1,5}[\s.\-_/]?)?\d{1,3}(?:[.\-/]\d{1,3}){0,3}(?:[a-z]|\([a-z]\))?(?:[.\-][A-Z]{1,3})?[.):]?|[A-Z]\d{1,2}[a-z]?"
)
_LABEL = (
    r"(?:strategic aim|strategic objective|strategic priority|strategic outcome|key objective|key priority|key theme"
    r"|theme|aim|priority|objective|outcome|standard|goal|work ?stream|section|recommendation|rec|finding|domain|pillar"
    r"|key question|question|part|action area|areas? (?:for|of) (?:improvement|development|learning|focus)|area"
    r"|improvement (?:area|priority)|strategic theme|learning (?:point|theme)|lesson|key lines? of enquiry|kloe"
    r"|ambition|commitment|enabler|requirement|regulation|term of reference)"
)
NUMBERED_LABEL = re.compile(
    rf"\s*(?P<label>{_LABEL})\s*(?:no\.?\s*)?(?P<number>\d{{1,2}}(?:\.\d{{1,2}})?[a-z]?|[A-H]|[IVX]{{1,4}})"
    rf"(?:\s*[:–—.-]\s*(?P<title>\S.*))?\s*",
    re.IGNORECASE | re.DOTALL,
)
PLAIN_LABEL = re.compile(rf"\s*(?P<label>{_LABEL})s?(?:\s*[:–—]\s*\S|\s+\d{{1,2}}[a-z]?\s+\S)", re.IGNORECASE)
_BODIES = re.compile(
    r"\b(?:boards?|groups?|teams?|managers?|partners?|partnerships?|officers?|agency|agencies|council|police|chairs?"
    r"|directors?|directorate|heads?|leads?|nurses?|trusts?|nhs|services?|committees?|co-?ordinators?|secretary|secretariat"
    r"|commission(?:er|ing)|unit|schools?|panel|executive|department|officers|practitioners?|consultant|scruti\w+"
    r"|safeguarding|care|health|probation|education|cabinet|member|business|all)\b",
    re.IGNORECASE,
)
_PERSON = re.compile(r"(?:(?:Dr|Mr|Mrs|Ms|Cllr|Prof)\.?\s)?[A-Z][a-z’'-]+\s(?:[A-Z][\w’'-]+\s?){1,2}")
_REQUEST = re.compile(
    r"\W*(?:to\s+)?(?:(?:\w+ly|jointly|further|re)[\s-]+)?"
    r"(?:achieve|act|add|address|adopt|agree|align|allocate|amend|analyse|appoint|approve|arrange|ask|assess|assign|assure|attend"
    r"|audit|begin|bring|brief|build|buy|carry|challenge|change|chase|check|circulate|clarify|close|coach|collate|collect|commission"
    r"|communicate|complete|conduct|confirm|consider|consult|continue|convene|co-?ordinate|create|cut|decide|define|deliver"
    r"|design|determine|develop|disseminate|discuss|distribute|do|draft|draw|embed|employ|enable|encourage|engage|enhance|ensure"
    r"|escalate|establish|evaluate|examine|expand|explore|extend|facilitate|feed|finalise|find|finish|fund|gather|get|give|go"
    r"|hold|host|identify|implement|improve|include|increase|inform|influence|initiate|introduce|invite|issue|join|keep|launch|lead"
    r"|liaise|link|list|log|look|maintain|make|map|measure|meet|monitor|move|negotiate|obtain|offer|organise|oversee|pilot|plan|prepare|present"
    r"|procure|produce|promote|provide|publish|put|raise|read|receive|recommend|record|recruit|reduce|refer|refine|refresh|remind"
    r"|renew|report|request|require|research|resolve|respond|review|revise|roll|run|scan|scope|seek|send|set|share|show|sign"
    r"|source|start|strengthen|submit|supply|support|survey|take|target|teach|tell|test|train|undertake|update|upskill|use"
    r"|visit|widen|work|write)\b[\s,;:]+\S"
    r"|.{1,60}\b(?:to be|will be|must|should|shall|is to|are to|will)\s+\w+",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.!?;:]\W*$")
_DANGLING = re.compile(
    r"(?:\b(?:a|an|the|of|to|for|in|on|at|by|with|and|or|from|their|its|is|are|be|been|as|that|which|this|into|within"
    r"|between|our|any|all)|[,(/&-])\s*$",
    re.IGNORECASE,
)
_LIST_MARK = re.compile(r"\s*\(?(\d{1,2}|[a-z])[.)]\s+\S")


def words(text: str) -> int:
    return len(text.split())


def has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)


@lru_cache(maxsize=20_000)
def is_reference(text: str) -> bool:
    """ "1.1", "10", "SC18", "P1", "4.01.01", "1.1.2.PI", "(1a)"; a date, a year or a quarter is none."""
    text = text.strip()
    if not 0 < len(text) <= 14 or not _REFERENCE.fullmatch(text):
        return False
    bare = text.strip("()")
    return not _DATE.fullmatch(bare) or bool(re.fullmatch(r"\d{1,2}\.\d{1,2}\.0\d", bare))


@lru_cache(maxsize=20_000)
def dates_in(text: str) -> int:
    """How many dates, months, quarters, seasons or years the text names."""
    return sum(1 for found in _DATE.finditer(text) if found.group().strip())


@lru_cache(maxsize=20_000)
def is_timescale(text: str) -> bool:
    """True of a text that is little else than a time: a date, "Quarterly", "As per meeting cycle", "By end of May"."""
    text = text.strip()
    if not text or words(text) > 14:
        return False
    if re.match(r"as per\b|on-?\s?going\b", text, re.IGNORECASE):
        return True
    rest = _DATE.sub(" ", text)
    timed = rest != text
    without = _RECURRENCE.sub(" ", rest)
    if not timed and without == rest:
        return False
    left = [word for word in re.findall(r"[^\W\d_]+", _LINKS.sub(" ", without)) if len(word) > 2]
    return len(left) * 3 <= words(text)


@lru_cache(maxsize=20_000)
def tells_time(text: str) -> bool:
    """True of a text that holds a time among a few other words: "Strategy in place by April 2012"."""
    return is_timescale(text) or (words(text) <= 25 and dates_in(text) > 0)


@lru_cache(maxsize=20_000)
def is_lead(text: str) -> bool:
    """True of a few words that name a body, a post or a person."""
    text = text.strip()
    if not text or words(text) > 30 or is_timescale(text) or is_reference(text):
        return False
    if words(text) <= 3 and re.fullmatch(r"[A-Z]{2,8}(?:[\s/&+]+\w+)*", text):
        return True
    return bool(_BODIES.search(text) or _PERSON.match(text)) and not (words(text) > 12 and text.endswith("."))


def asks_for_something(text: str) -> bool:
    """True of a text that begins as a request does: "Review the guide", "To agree a form", "All staff to attend"."""
    return bool(_REQUEST.match(text))


def list_mark(text: str) -> str | None:
    """ "3" of "3. Agree the plan", "b" of "b) Agree": the mark of a list's item at the beginning."""
    found = _LIST_MARK.match(text)
    return found.group(1) if found else None


def is_unfinished(text: str) -> bool:
    """True of a text that breaks off: its last word asks for another, or a comma or bracket stands open."""
    return bool(_DANGLING.search(text))


def is_finished(text: str) -> bool:
    return bool(_SENTENCE_END.search(text))


def is_fragment(text: str) -> bool:
    """True of a text that cannot begin a sentence: it starts in lower case or has no letters at all."""
    start = text.lstrip(" \t\n\"'“‘(")
    return bool(start) and (start[0].islower() or not has_letters(start)) and list_mark(text) is None


def squeezed(text: str) -> str:
    """One line, single spaces: for headings and titles, never for what is kept word for word."""
    return " ".join(text.split())
