"""Audits, logs, registers and yearly plans, in layouts that nobody here has seen."""
# ruff: noqa: E501  the rows of a table stand on one line each

import pytest

from tests.spreadsheets.tables import sheet_plan
from tests.spreadsheets.unseen_plans import Layout, assert_read, assert_read_alike_in_other_guises

LAYOUTS = [
    Layout(
        name="internal audit",
        table="""
            Ref | Finding | Risk | Recommendation | Priority | Management response | Responsible officer | Target date | Status
            1 | Three of ten files had no chronology | Risks to children are missed | Introduce a monthly dip sample of chronologies | High | Agreed. A dip sample will begin in May. | Service Manager | 31/05/2031 | Open
            2 | The policy is out of date | Staff act on old law | Review the policy each January | Medium | Agreed | Policy Officer | 31/01/2032 | Implemented
        """,
        fields="reference objective extra action extra progress lead timescale rating",
        due="2031-05-31 2032-01-31",
        levels=["?", "?"],
    ),
    Layout(
        name="revised due",
        table="""
            Item | Action | Responsible Officer | Original due date | Revised due date | % complete | Status | Commentary
            1 | Appoint a new independent scrutineer | Partnership Manager | 31/03/2031 | 30/06/2031 | 75% | On track | Interviews are held next week
            2 | Agree a data sharing protocol | Head of Legal | 31/01/2031 |  | 100% | Complete | Signed by all partners in January
        """,
        fields="reference action lead extra timescale extra rating progress",
        due="2031-06-30 2031-01-31",
        levels=["?", "?"],
    ),
    Layout(
        name="risk columns",
        table="""
            Risk ID | Risk description | Mitigating action | Risk owner | Target date | Risk score | RAG
            R1 | Staff vacancies in the hub delay checks | Agree a bank of staff for the hub | Hub Manager | 30/06/2031 | 12 | Amber
            R2 | Data are late | Weekly call with data team | Analyst | 31/07/2031 | 6 | Green
        """,
        fields="reference objective action lead timescale extra rating",
        due="2031-06-30 2031-07-31",
        levels=["amber", "green"],
    ),
    Layout(
        name="action log",
        table="""
            Date raised | Meeting | Action No | Action | Owner | Due date | Date closed | Status
            01/02/2031 | Executive | 12 | Circulate the revised terms of reference | Business Manager | 01/03/2031 | 27/02/2031 | Closed
            01/02/2031 | Executive | 13 | Bring back a report on exploitation | Police | 01/05/2031 |  | Open
        """,
        fields="extra extra reference action lead timescale extra rating",
        due="2031-03-01 2031-05-01",
        levels=["?", "?"],
        told=["Closed", "Open"],
    ),
    Layout(
        name="minutes actions",
        table="""
            Minute ref | Action agreed | By | Deadline | Done?
            4.2 | Circulate the slides to all members | BK | 10/06/2031 | Yes
            5.1 | Write to the coroner about delays | Chair | 30/06/2031 | No
        """,
        fields="reference action lead timescale progress",
        due="2031-06-10 2031-06-30",
    ),
    Layout(
        name="issue log",
        table="""
            Issue | Impact | Resolution / action | Assigned to | Target resolution date | Status | % Complete
            Files lack chronologies | History is missed | Build a chronology tool in the system | IT lead | 31/10/2031 | Amber | 40%
            Late minutes | Drift | Appoint two more minute takers | Business Support | 30/11/2031 | Red | 10%
        """,
        fields="objective measure action lead timescale rating progress",
        due="2031-10-31 2031-11-30",
        levels=["amber", "red"],
    ),
    Layout(
        name="s11 audit",
        table="""
            Standard | Self-assessment grade (1-4) | Action to be taken | By whom | By when | Progress
            Safe recruitment | 2 | Renew all checks older than three years | HR Manager | June 2031 | Half are done
            Whistleblowing | 4 | Publish the policy on the intranet | HR Manager | July 2031 | Done
        """,
        fields="section rating action lead timescale progress",
        due="2031-06-30 2031-07-31",
        levels=["2", "4"],
    ),
    Layout(
        name="smart",
        table="""
            Specific | Measurable | Achievable/Agreed | Realistic | Timebound
            Train all staff of the hub in the new form | 95% of staff trained | Learning Group | Yes | By end of June 2031
            Audit twenty of the new forms for quality | 80% are good | QA Group | Yes | By end of July 2031
        """,
        fields="action measure lead extra timescale",
        due="2031-06-30 2031-07-31",
    ),
    Layout(
        name="sab strategic",
        table="""
            Priority | What are we going to do? | How are we going to do it? | Who | When | What will success look like?
            Prevention | Raise awareness of self-neglect | Run a campaign with housing providers | Communications subgroup | Q2 2031/32 | More referrals from housing
            Making safeguarding personal | Hear from adults | Hold two focus groups each year | Engagement subgroup | Ongoing | Adults say that they were heard
        """,
        fields="section objective action lead timescale measure",
        due="2031-09-30 -",
    ),
    Layout(
        name="sro",
        table="""
            Workstream | Deliverable | SRO | Due | KPI | Current status | Rag at Q2
            Front door | New threshold guidance in all teams | Director of Children's Services | 01-Oct-31 | Repeat referrals under 18% | Guidance is in print | Amber
            Early help | Family hubs open in each locality | Head of Early Help | 31-Dec-31 | Four hubs open | Two hubs open | Red
        """,
        fields="section action lead timescale measure progress rating",
        due="2031-10-01 2031-12-31",
        levels=["Q2=amber", "Q2=red"],
    ),
    Layout(
        name="csp",
        table="""
            Strategic objective | Action | Lead agency | Partners | Timescale | Performance measure | Q1 update | Q2 update | BRAG Q1 | BRAG Q2
            Tackle domestic abuse | Commission a perpetrator programme | Council | Police; Probation | Mar 2032 | Forty places filled | Tender is out | Contract let | A | G
            Tackle exploitation | Map hot spots each quarter | Police | Council | Quarterly | Four maps | Map one done | Map two done | G | G
        """,
        fields="objective action lead extra timescale measure extra progress rating rating",
        due="2032-03-31 -",
        levels=["Q1=amber Q2=green", "Q1=green Q2=green"],
    ),
    Layout(
        name="equality",
        table="""
            # | Action | Accountable lead | Supporting teams | Due (Quarter) | Dependencies | Status | Last reviewed
            1 | Publish a translation guide | Comms Lead | Customer services | Q3 2031/32 | None | On track | 05/09/2031
            2 | Survey of all parents | SEND Lead | Data team | Q4 2031/32 | Action 1 | Delayed | 05/09/2031
        """,
        fields="reference action lead extra timescale extra rating extra",
        due="2031-12-31 2032-03-31",
        levels=["?", "?"],
        told=["On track", "Delayed"],
    ),
    Layout(
        name="assigned sub",
        table="""
            Aim | Outcome | Activity | Milestone | Delivery date | Delivery lead | Governance
            Safer children | Children are seen | Build a chronology tool | Tool in test by June | 31/10/2031 | IT lead | Improvement Board
            Safer children | Plans move on | Appoint two minute takers | Advert out by July | 30/11/2031 | Business Support | Improvement Board
        """,
        fields="objective measure action extra timescale lead extra",
        due="2031-10-31 2031-11-30",
    ),
    Layout(
        name="ongoing/eval",
        table="""
            Objective | Actions | Timescale for completion | Lead person | Monitoring arrangements | Success criteria | Review
            To hear children | Set up a youth panel of ten | Autumn 2031 | Participation Officer | Quarterly report to board | Panel meets each term | Reviewed in June: panel has met
            To hear parents | Hold a parents' forum each term | Termly | Participation Officer | Quarterly report to board | Parents attend | Reviewed in June: none held
        """,
        fields="objective action timescale lead extra measure progress",
        due="2031-11-30 -",
    ),
    Layout(
        name="lead and support",
        table="""
            No | Action | Lead | Support / Partner agencies | Deadline | Priority | Cost/Resources | Outcome | Update March 2024
            1 | Develop a joint protocol on neglect | Children's Social Care | Police, Health, Schools | June 2024 | H | Within budget | Children are seen sooner | First draft is with partners
            2 | Deliver neglect briefings to schools | Learning Subgroup | Education | July 2024 | M | £2,000 | Schools refer earlier | Three briefings held
        """,
        fields="reference action lead extra timescale extra extra measure progress",
        due="2024-06-30 2024-07-31",
    ),
    Layout(
        name="two ragged leads",
        table="""
            Action | Strategic lead | Operational lead | Timescale | RAG
            Run ten briefings on thresholds | Director of Education | Training Officer | By July 2031 | G
            Publish a one page escalation guide | Director of Nursing | Board Manager | By August 2031 | A
        """,
        fields="action lead extra timescale rating",
        due="2031-07-31 2031-08-31",
        levels=["green", "amber"],
    ),
    Layout(
        name="resp bracket heading",
        table="""
            Ref | Action (what will be done) | Who (name and role) | When (dd/mm/yy) | Evidence (attach) | RAG (see key)
            1 | Write a step down pathway | A. Wren, Early Help Manager | 31/05/31 | Pathway | G
            2 | Relaunch the escalation policy | B. Finch, Board Manager | 31/07/31 | Policy | A
        """,
        fields="reference action lead timescale measure rating",
        due="2031-05-31 2031-07-31",
        levels=["green", "amber"],
    ),
    Layout(
        name="odd order",
        table="""
            RAG | Deadline | Lead | Action | Ref
            G | Aug 2031 | CSC manager | Record wishes in each plan | A1
            R | Sept 2031 | Named nurse | Include fathers in assessments | A2
        """,
        fields="rating timescale lead action reference",
        due="2031-08-31 2031-09-30",
        levels=["green", "red"],
    ),
    Layout(
        name="priority is section",
        table="""
            Priority | Action | Lead | Timescale
            Neglect | Train all health visitors in the tool | Health | May 2031
            Neglect | Audit the use of the tool | Learning group | June 2031
            Exploitation | Map the risk in the town centre | Police | July 2031
        """,
        fields="section action lead timescale",
        due="2031-05-31 2031-06-30 2031-07-31",
    ),
    Layout(
        name="heading with newline",
        table="""
            Ref⏎No. | Recommendation⏎(from the report) | Action⏎required | Lead⏎Officer/⏎Agency | Time-⏎scale | R.A.G.⏎Status | Comments/⏎Update
            1 | Improve step down | Write a step down pathway | Early Help | May 2031 | G | Published
            2 | Improve escalation | Relaunch the escalation policy | Business Unit | July 2031 | A | Late
        """,
        fields="reference objective action lead timescale rating progress",
        due="2031-05-31 2031-07-31",
        levels=["green", "amber"],
    ),
]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_column_of_the_plan_is_read(layout: Layout) -> None:
    assert_read(layout)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_headings_in_other_guises_mean_the_same(layout: Layout) -> None:
    assert_read_alike_in_other_guises(layout)


def test_columns_from_right_to_left_mean_the_same() -> None:
    layout = next(some for some in LAYOUTS if some.name == "internal audit")
    fields = layout.fields.split()

    (table,) = sheet_plan([row[::-1] for row in layout.rows()]).tables

    assert [field for _, field in table.mapping] == fields[::-1]
