"""What the words of a column's heading say that it holds: no heading is the same twice, so words count, not phrases."""

import re
from functools import lru_cache

from spreadsheets.recognise.welsh import headings_in_welsh

REFERENCE = "reference"
SECTION = "section"
OBJECTIVE = "objective"
ACTION = "action"
MEASURE = "measure"
PROGRESS = "progress"
LEAD = "lead"
TIMESCALE = "timescale"
RATING = "rating"
EXTRA = "extra"

SURE, LIKELY, WEAK = 3, 2, 1


def _is(words: str) -> str:
    """The heading is one of these (parted by " | "), from beginning to end."""
    return "|".join(f"(?:{word})" for word in words.split(" | "))


def _has(words: str) -> str:
    """One of these stands in the heading."""
    return rf".*\b(?:{'|'.join(words.split(' | '))})\b.*"


_KEY = (
    r"(?:(?:key|main|strategic|specific|agreed|planned|required|smart|our|improvement|proposed|multi agency"
    r"|single agency) )*"
)
_AREAS = r"areas? (?:for|of|requiring) (?:improvement|development|learning)"
_MORE = r"(?: (?:required|needed|to be taken|to take|points?|plan|agreed|planned|description|details?|and \w+))*"
_NUMBERS = (
    r"(?:actions?|rec(?:ommendation)?s?|objectives?|items?|tasks?|findings?|priority|aims?|plan|unique|our|serial|sr"
    r"|indicator|risk|standard|outcome|goal|theme|measure|activity|improvement)"
)
_DOES_NOT_TELL = r"(?! (?:by|owner|lead|status|taken|update|log))"
_THEMES = (
    r"categor(?:y|ies)|themes?|work ?streams?|domains?|pillars?|strands?|topics?|sections?|standards?|focus areas?"
)

_WHO = r"(?:leads?|owners?|ownership|responsib\w*|accountab\w*|whom?|managers?|officers?)"
_PER_CENT = r"per ?cent(?:age)?"
_TOLD = r"comments?|commentary|reasons?|rationale|narrative|explanation|justification|explained"

# (field, how much the words say, pattern over the heading in lower case without punctuation)
_PATTERNS: tuple[tuple[str, int, str], ...] = (
    (REFERENCE, SURE, rf"(?:{_NUMBERS} )?(?:ref(?:erence)?|nos?|num(?:ber)?|id|#)(?: (?:no|num(?:ber)?|id))?"),
    (REFERENCE, LIKELY, r"[a-z]+ (?:ref(?:erence)?|nos?|num(?:ber)?|id|#)(?: (?:no|num(?:ber)?|id))?"),
    (REFERENCE, SURE, _is("# | s n | sr no | item | item no | ref no .*")),
    (REFERENCE, LIKELY, r"ref(?:erence)?\b.*"),
    (REFERENCE, WEAK, _has("ref | reference | indicator | number")),
    (REFERENCE, WEAK, _is("row | line | code")),
    (SECTION, SURE, rf"(?:key |strategic |priority |learning |main )?(?:{_THEMES}|areas?(?: of \w+)?)"),
    (SECTION, LIKELY, _is("benchmarks? | (?:name of )?audit | (?:audit|review|inspection|report) (?:title|name)")),
    (SECTION, LIKELY, _is("projects? | project name | programmes?")),
    (SECTION, LIKELY, _is("quality statements? | regulations? | regulation breached | duty area | key question")),
    (SECTION, LIKELY, _has("category | theme | workstream | priority area | key line of enquiry | kloe")),
    (SECTION, LIKELY, _has("strategic (?:aim|priority|objective|outcome)")),
    (SECTION, WEAK, _has("priority | priorities | committee | panel | heading | area")),
    (OBJECTIVE, SURE, rf"{_KEY}(?:objectives?|recommendations?|findings?|goals?|aims?|{_AREAS})(?: (?:made|text))?"),
    (OBJECTIVE, LIKELY, _has(f"recommendations? | objectives? | findings? | {_AREAS} | issues? | learning | gaps?")),
    (OBJECTIVE, LIKELY, _has("concerns? | what needs to | what (?:do|did) we (?:need|want|know) | need for change")),
    (OBJECTIVE, LIKELY, _has("what (?:did|have) we (?:learn|learnt|learned|find|found)")),
    (
        ACTION,
        SURE,
        (
            r"what (?:do|does|must|should|have|has) .*\bto (?:do|be done|happen)\b.*"
            r"|what needs (?:doing|to be done|to happen).*"
        ),
    ),
    (OBJECTIVE, SURE, _has("what we need(?:ed)? to (?:know|understand|learn)")),
    (OBJECTIVE, LIKELY, _has("identified | requirements? | not (?:being )?met | shortfalls? | risk description")),
    (
        OBJECTIVE,
        SURE,
        r"what (?:did|do|does|has|have) (?:the )?(?:\w+ ){1,2}(?:say|said|tell|told|find|found|identif(?:y|ied))\b.*",
    ),
    (OBJECTIVE, LIKELY, _has("must do | should do | root causes? | contributory factors?")),
    (OBJECTIVE, SURE, r"(?:what )?(?:you|they|children|families|people)(?: have)? (?:said|told us)\b.*"),
    (OBJECTIVE, WEAK, _has("aims? | goals? | priority | priorities | outcomes? | why | description | context")),
    (ACTION, SURE, rf"{_KEY}(?:actions?|activit(?:y|ies)|tasks?|steps|milestones?){_MORE}"),
    (
        ACTION,
        LIKELY,
        (
            r"(?:what (?:else |more |next |further )?(?:will|are|is|needs|we|must|should|action)"
            r"|how (?:will|are|do) we(?! know)"
            r"|how we (?:will|are|plan)(?! know)|we will).*"
        ),
    ),
    (ACTION, LIKELY, rf"(?:actions?\b{_DOES_NOT_TELL}|activit|tasks?\b|deliverables?|milestones?|interventions?).*"),
    (ACTION, WEAK, _has(f"actions?{_DOES_NOT_TELL} | activit(?:y|ies) | tasks? | milestones?")),
    (ACTION, WEAK, _has("description | indicator | outputs?")),
    (ACTION, LIKELY, _is("what | to do | things to do | how")),
    (MEASURE, SURE, _has("measures? | measurements? | success | kpis? | performance indicators? | how will we know")),
    (MEASURE, SURE, _has("evidence | outputs? | what difference | assurance | what (?:will )?good looks?")),
    (MEASURE, SURE, _has("(?:intended|expected|desired|planned) (?:outcomes?|impact)")),
    (MEASURE, SURE, _has("what will be different | how (?:we will|will you) know | success (?:will )?looks? like")),
    (MEASURE, LIKELY, _is("measurable | measured by")),
    (ACTION, LIKELY, _is("specific")),
    (TIMESCALE, LIKELY, _is("time ?bound | time ?bounded | timely | timed")),
    (EXTRA, SURE, _is("achievable | attainable | realistic | relevant | achievable realistic")),
    (MEASURE, WEAK, _has("outcomes? | impact | benefits? | target | results? | difference")),
    (PROGRESS, SURE, _has("progress | updates? | position | actions? taken | comment(?:s|ary)? | notes?")),
    (PROGRESS, SURE, _has("where (?:are we|we are)(?: now)? | highlights | so far | to date | how far have we")),
    (PROGRESS, SURE, _has("how (?:are we doing|is it going) | what happened")),
    (
        PROGRESS,
        LIKELY,
        _has(f"responses? | (?:complete\\w*|progress|done) {_PER_CENT} | {_PER_CENT} (?:complete\\w*|progress|done)"),
    ),
    (PROGRESS, WEAK, _has(f"status | {_TOLD}")),
    (PROGRESS, WEAK, _is("reviews? | reviewed | review (?:outcome|findings)")),
    (PROGRESS, WEAK, r"(?:has|have|is|was) (?:it|this|they|the action)(?: been)? (?:done|completed?|finished|met)\b.*"),
    (PROGRESS, WEAK, _is("completed? | done | y n | complete y n | completed y n")),
    (PROGRESS, SURE, _has("narrative | latest | achieve(?:d|ments?) | feedback | what (?:have|has) (?:we|been)")),
    (LEAD, SURE, _has(r"leads? | leaders? | owners? | ownership | responsib\w* | accountab\w* | who | assigned")),
    (
        LEAD,
        SURE,
        _has("sponsor | champions? | named person | delivered by | owned by | by who | contact | by whom | action by"),
    ),
    (LEAD, SURE, _has("made to | directed to | (?:implementation|implemented|actioned|undertaken) by")),
    (LEAD, WEAK, _has("directorate | agency | agencies | department | organisations? | partners? | service | team")),
    (LEAD, WEAK, _has("officers? | persons? | post | job title")),
    (TIMESCALE, SURE, _has("time ?scales? | time ?frames? | deadlines? | due | by when | when | complete by | finish")),
    (TIMESCALE, SURE, _has("(?:target|completion|target completion|end|delivery|implementation|milestone) dates?")),
    (TIMESCALE, SURE, _has("expected dates? | timelines? | dates? for completion | to be completed")),
    (TIMESCALE, LIKELY, _has("completion | time")),
    (TIMESCALE, LIKELY, r"(?:.* )?(?:end|finish)|(?:complete|completed|deliver|done|finish|achieve)d? by"),
    (TIMESCALE, LIKELY, _is("target | to | until | date to")),
    (TIMESCALE, WEAK, _has("dates? | target | timing")),
    (RATING, LIKELY, _has("b?rag[gbs]? | ragb | colou?r code | colou?r rating | rating | traffic lights?")),
    (
        RATING,
        SURE,
        rf"(?!.*\b(?:{_TOLD})\b).*\b(?:b?rag[gbs]?|ragb|colou?r code|colou?r rating|rating|traffic lights?)\b.*",
    ),
    (RATING, SURE, _is("r a g | b r a g | r a g b | g a r")),
    (RATING, LIKELY, r"(?:current |overall |action |latest |delivery )?status\b(?! updates?).*|.*\bstatus"),
    (RATING, WEAK, _has("status | outcome | stage | confidence | on track")),
    (RATING, SURE, "colou?r"),
    (RATING, WEAK, _has("scores? | grades? | graded | self assessments? | judgements?")),
    (RATING, WEAK, "result"),
    (
        EXTRA,
        SURE,
        r"(?:.* )?(?:start|begins?|commence\w*)|from|from date|date from",
    ),
    (
        EXTRA,
        SURE,
        _has("(?:meeting|start|review|raised|opened|added|issue|created) dates? | last updated | trend | stage"),
    ),
    (
        EXTRA,
        SURE,
        _has(
            "dates? (?:raised|added|opened|agreed|closed|completed?|achieved|done|finished|actioned|signed off"
            "|of meeting|identified|started|received)"
        ),
    ),
    (
        EXTRA,
        SURE,
        _has(r"actual complet\w+ | direction of travel | (?:last|this) (?:period|quarter)"),
    ),
    (EXTRA, SURE, _is("(?:(?:b?rag|rating|status|colou?r) )?(?:key|legend)")),
    (EXTRA, SURE, rf"(?!.*\b(?:complete\w*|progress|done)\b).*\b{_PER_CENT}\b.*"),
    (EXTRA, SURE, _has("(?:dates? of completion|completion dates?) (?:and )?outcomes?")),
    (EXTRA, SURE, _has(f"costs? | budget | resources? | resourcing | funding | (?:{_TOLD}) for (?:delay|slippage)")),
    *headings_in_welsh(),
    (EXTRA, SURE, rf"(?!.*\b(?:{_WHO}|id|ref|no|description|register)\b).*\brisks?\b.*"),
)
_IN_FULL = {
    "rec": "recommendation", "recs": "recommendations", "resp": "responsible", "prog": "progress", "comp": "completion",
    "compl": "completion", "tgt": "target", "obj": "objective", "req d": "required", "reqd": "required",
    "t scale": "timescale", "t scales": "timescale", "mgr": "manager", "dept": "department", "org": "organisation",
    "desc": "description", "evid": "evidence", "resps": "responsible", "cttee": "committee", "ofcr": "officer",
    "est": "expected", "exp": "expected",
}  # fmt: skip
_NUMBERED = re.compile(r"^\s*\(?(?:\d{1,2}|[a-hA-H])[.)]\s+(?=\w)")  # "3. Action", "(b) Lead"
_SHORT = re.compile(rf"\b(?:{'|'.join(sorted(_IN_FULL, key=len, reverse=True))})\b")
_COMPILED = tuple((field, weight, re.compile(pattern)) for field, weight, pattern in _PATTERNS)


_LONGEST_HEADING = 1_000  # what is longer is a report; matching it against every pattern could take seconds
_LETTER = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=5_000)
def plain(heading: str) -> str:
    """The heading in lower case, one line, without punctuation but "#"."""
    return " ".join(re.sub(r"[^\w#]+", " ", heading.lower()).replace("_", " ").split())


def heading_weights(heading: str) -> dict[str, int]:
    """How strongly the heading's words speak for each field; empty for a heading of unknown words."""
    if len(heading) > _LONGEST_HEADING or not (_LETTER.search(heading) or "#" in heading or "%" in heading):
        return {}
    text = _SHORT.sub(
        lambda found: _IN_FULL[found.group()], plain(_NUMBERED.sub("", heading).replace("%", " per cent "))
    )
    weights: dict[str, int] = {}
    if not text:
        return weights
    for field, weight, pattern in _COMPILED:
        if weight > weights.get(field, 0) and pattern.fullmatch(text):
            weights[field] = weight
    if EXTRA in weights:
        return {EXTRA: SURE, **{field: WEAK for field in weights if field == RATING}}
    return weights
