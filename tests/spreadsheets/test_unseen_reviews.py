"""Action plans of case reviews, scrutiny and inspections, in layouts that nobody here has seen."""
# ruff: noqa: E501  the rows of a table stand on one line each

import pytest

from tests.spreadsheets.unseen_plans import Layout, assert_read, assert_read_alike_in_other_guises

LAYOUTS = [
    Layout(
        name="dhr home office",
        table="""
            Recommendation | Scope of recommendation i.e. local or regional | Action to take | Lead Agency | Key milestones achieved in enacting recommendation | Target Date | Date of completion and Outcome
            All agencies should ask about coercion | Local | Write an enquiry prompt for triage nurses | Harbour Hospitals Trust | Prompt drafted; shared with wards | June 2031 | Completed 12/05/2031. Prompt is in use on all wards
            GP practices should flag victims | Regional | Agree a read code with every practice | Integrated Care Board | Code chosen | September 2031 |
        """,
        fields="objective extra action lead progress timescale extra",
        due="2031-06-30 2031-09-30",
    ),
    Layout(
        name="sar",
        table="""
            Rec No | Recommendation | Agency | Action | Timescale | Progress | RAG
            1 | The board should seek assurance on hoarding | Adult Social Care | Refresh the hoarding protocol and launch it | 31 March 2031 | Draft protocol out for comment | A
            2 | The board should seek assurance on capacity | Health | Audit thirty mental capacity assessments | 30 June 2031 | Not begun | R
        """,
        fields="reference objective lead action timescale progress rating",
        due="2031-03-31 2031-06-30",
        levels=["amber", "red"],
    ),
    Layout(
        name="lscpr",
        table="""
            Learning theme | Recommendation for the partnership | Single or multi agency | Agreed action(s) | Lead(s) | Target date for completion | Assurance / evidence of impact | Status (Not started / In progress / Complete)
            Bruising in babies | Review the bruising protocol | Multi | Task and finish group to revise the protocol | Designated Doctor | 30 November 2031 | Dip sample of ten cases | In progress
            Hidden men | Strengthen work with fathers | Single | Add fathers to the assessment template | Children's Social Care | 31 January 2032 | Audit | Not started
        """,
        fields="section objective extra action lead timescale measure rating",
        due="2031-11-30 2032-01-31",
        levels=["?", "?"],
        told=["In progress", "Not started"],
    ),
    Layout(
        name="nhs si",
        table="""
            Recommendation | Action Required | Level of change | By whom | By When | Evidence of completion | RAG
            Improve handover | Introduce a handover form on every ward | Trust wide | Ward Managers | 31/08/2031 | Copy of form, audit | Green
            Improve training | Add bruising to induction of junior doctors | Division | Named Doctor | 30/09/2031 | Slides | Red
        """,
        fields="objective action extra lead timescale measure rating",
        due="2031-08-31 2031-09-30",
        levels=["green", "red"],
    ),
    Layout(
        name="scrutiny recs",
        table="""
            Recommendation | Accepted Y/N | Cabinet Member response | Officer | Implementation date | Update (Jan 2032) | Completed?
            That officers review the offer for care leavers | Y | Agreed; a review will start in May | Head of Care Leavers | 01/09/2031 | Review reported to panel | Yes
            That the council publish waiting times | Partly | Agreed in part | Head of SEND | 01/12/2031 | Work is in hand | No
        """,
        fields="action extra extra lead timescale progress extra",
        due="2031-09-01 2031-12-01",
    ),
    Layout(
        name="lead/ownership ts/target",
        table="""
            No. | Recommendation | Actions required to meet recommendation | Lead/Ownership | Timescale/Target | Evidence / Outcome | Progress/RAG
            1 | Improve step down | Write a step down pathway | Early Help | By end of May 2031 | Pathway is in use | Green - pathway is published
            2 | Improve escalation | Relaunch the escalation policy | Business Unit | July 2031 | Escalations rise | Amber - launch is late
        """,
        fields="reference objective action lead timescale measure rating",
        due="2031-05-31 2031-07-31",
        levels=["green", "amber"],
        told=["Green - pathway is published", "Amber - launch is late"],
    ),
    Layout(
        name="progress then outcome",
        table="""
            Recommendation | Actions taken | Outcome | Lead | Date completed
            Improve step down | A step down pathway was written and shared | Fewer re-referrals were seen in the quarter | Early Help | May 2031
            Improve escalation | The escalation policy was relaunched in July | More escalations were made by schools | Business Unit | July 2031
        """,
        fields="action progress measure lead extra",
    ),
    Layout(
        name="ref means something else",
        table="""
            Ref | Report ref | Recommendation | Action | By whom | By when | Status RAG
            1 | 4.12 | Improve sharing of facts | Sign the information sharing pact | All partners | May 2031 | Blue
            2 | 4.15 | Improve flagging | Add flags to the system | IT team | June 2031 | Green
        """,
        fields="reference extra objective action lead timescale rating",
        due="2031-05-31 2031-06-30",
        levels=["blue", "green"],
    ),
    Layout(
        name="what so what",
        table="""
            Learning point | What needs to change? | What are we doing about it? | Whose job is it? | When will it be done? | How are we doing?
            Thresholds | Staff do not know the thresholds | Run ten briefings on thresholds | Learning Group | By July 2031 | Six briefings held
            Escalation | Staff do not escalate | Publish a one page escalation guide | Business Unit | By August 2031 | Guide is drafted
        """,
        fields="extra objective action lead timescale progress",
        due="2031-07-31 2031-08-31",
    ),
    Layout(
        name="ilacs",
        table="""
            Area for improvement | What will we do? | Lead Officer | By when | How will we know it has made a difference? | Progress to date (Sept 2031) | BRAG
            Quality of supervision | Launch a new supervision policy | Head of Quality | December 2031 | Audits show reflective supervision in 90% of cases | Policy drafted | Amber
            Timeliness of visits | Weekly tracker of visits to each team manager | Service Manager | October 2031 | 95% of visits in time | Tracker live | Green
        """,
        fields="objective action lead timescale measure progress rating",
        due="2031-12-31 2031-10-31",
        levels=["amber", "green"],
    ),
    Layout(
        name="send wsoa",
        table="""
            Ref | Action | Lead | Start date | End date | Milestones | Success measure / Impact | RAG | Progress
            1.1 | Co-produce a communications plan with families | SEND Programme Lead | 01/04/2031 | 30/09/2031 | Survey closed by May 2031 | 80% of families feel informed | Green | Plan is published
            1.2 | Publish waiting times on the local offer | ICB | 01/06/2031 | 31/12/2031 | Data feed agreed | Waiting times are public | Amber | Data feed is late
        """,
        fields="reference action lead extra timescale extra measure rating progress",
        due="2031-09-30 2031-12-31",
        levels=["green", "amber"],
    ),
    Layout(
        name="cqc",
        table="""
            Regulation | How the regulation was not being met | Must/Should | Action | Executive Lead | Operational Lead | Target date | Evidence | BRAG status
            Regulation 12 | Medicines were not stored at the right temperature | Must | Daily fridge checks on each ward | Chief Nurse | Matron | 30/06/2031 | Audit of fridge logs | Blue
            Regulation 17 | Audits did not drive change | Should | Monthly audit meeting with action log | Medical Director | Governance Manager | 31/07/2031 | Minutes | Green
        """,
        fields="section objective extra action lead extra timescale measure rating",
        due="2031-06-30 2031-07-31",
        levels=["blue", "green"],
    ),
    Layout(
        name="hmip quarters",
        table="""
            HMIP recommendation | Action | Owner | Timescale | Desired outcome | Q1 24/25 | Q2 24/25 | Q3 24/25
            Improve risk assessments | Train all case managers in risk | YJS Manager | Sep 2024 | Assessments are good enough in 80% of cases | R | A | G
            Improve victim work | Recruit a victim worker | YJS Manager | Dec 2024 | Victims are contacted in ten days | R | R |
        """,
        fields="objective action lead timescale measure rating rating rating",
        due="2024-09-30 2024-12-31",
        levels=["2024/25 Q1=red 2024/25 Q2=amber 2024/25 Q3=green", "2024/25 Q1=red 2024/25 Q2=red"],
    ),
    Layout(
        name="ofsted areas",
        table="""
            What needs to improve? | What are we going to do? | What difference will this make? | Lead | Completion date | How will we measure success? | Where are we now? | RAG
            Quality of plans | Train all workers in SMART planning | Children know what will happen and when | Principal Social Worker | December 2031 | Audits graded good | Forty trained | A
            Private fostering | Raise awareness with schools | More arrangements are notified | LADO | March 2032 | Notifications rise by a third | Leaflet is out | G
        """,
        fields="objective action measure lead timescale extra progress rating",
        due="2031-12-31 2032-03-31",
        levels=["amber", "green"],
    ),
    Layout(
        name="yjs",
        table="""
            Objective | Key actions | Measure/Impact | Responsible Officer | Completion Date | Evidence | Progress RAG
            Reduce first time entrants | Set up a joint decision panel | Fewer first time entrants | YJS Head | 31 Dec 2031 | Panel minutes | Green
            Reduce custody | Offer a bail package to each court | Fewer remands | Court Team | 31 Jan 2032 | Court data | Amber
        """,
        fields="objective action measure lead timescale extra rating",
        due="2031-12-31 2032-01-31",
        levels=["green", "amber"],
    ),
    Layout(
        name="care act assurance",
        table="""
            Quality statement | Area for development | Actions we will take | Lead | Timeline | Outcome we expect | Current position | Confidence
            Assessing needs | Waiting times | Weekly waiting list huddle | AD Adults | By September 2031 | Nobody waits over 28 days | Huddle in place | Green
            Safe systems | Section 42 decisions | Triage tool for all concerns | MASH lead | By October 2031 | Decisions in two days | Tool is in test | Amber
        """,
        fields="section objective action lead timescale measure progress rating",
        due="2031-09-30 2031-10-31",
        levels=["green", "amber"],
    ),
    Layout(
        name="prevent",
        table="""
            Duty area | Requirement | RAG | Gap / Issue | Action needed | Owner | Date
            Leadership | A named lead is in place | Green | No deputy | Appoint a deputy lead | Chief Executive | 01/10/2031
            Training | All staff trained | Amber | New starters are missed | Add the course to induction | HR | 01/12/2031
        """,
        fields="section objective rating extra action lead timescale",
        due="2031-10-01 2031-12-01",
        levels=["green", "amber"],
    ),
    Layout(
        name="impact",
        table="""
            Theme | Action | Agency lead | Timeframe | Intended impact | Impact achieved | RAG
            Voice of the child | Record wishes in each plan | CSC | Aug 2031 | Plans reflect children's views | Audit: 7 of 10 plans do | A
            Fathers | Include fathers in assessments | Health visiting | Sept 2031 | Fathers are assessed | Not yet known | R
        """,
        fields="section action lead timescale measure progress rating",
        due="2031-08-31 2031-09-30",
        levels=["amber", "red"],
    ),
]


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_column_of_the_plan_is_read(layout: Layout) -> None:
    assert_read(layout)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_headings_in_other_guises_mean_the_same(layout: Layout) -> None:
    assert_read_alike_in_other_guises(layout)
