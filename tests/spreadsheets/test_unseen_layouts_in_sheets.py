"""Whole layouts of workbooks never seen: every field of every action, none missed and none invented."""

import pytest

from tests.spreadsheets.facts import facts_of
from tests.spreadsheets.made import plan_of

Rows = list[list[object]]

TITLES_ABOVE: Rows = [
    ["Westmere Safeguarding Adults Board"],
    ["SAR Adult D: multi-agency action plan"],
    ["Version 4, last updated 12 May 2031"],
    [],
    ["Rec No", "Recommendation", "Action to be taken", "Lead agency", "Target date", "Progress update", "RAG"],
    [
        "1",
        "The Board should seek assurance on mental capacity practice.",
        "Audit 30 case files",
        "Adult Social Care",
        "30/09/2031",
        "Tool agreed",
        "Amber",
    ],
    [
        "2",
        "Agencies should review their self-neglect guidance.",
        "Publish revised guidance",
        "Policy Group",
        "Dec-31",
        "",
        "Red",
    ],
]
TITLES_ABOVE_READ = [
    {
        "ref": "1",
        "objective": "The Board should seek assurance on mental capacity practice.",
        "action": "Audit 30 case files",
        "leads": "Adult Social Care",
        "when": "30/09/2031",
        "due": "2031-09-30",
        "progress": "Tool agreed",
        "levels": "amber",
    },
    {
        "ref": "2",
        "objective": "Agencies should review their self-neglect guidance.",
        "action": "Publish revised guidance",
        "leads": "Policy Group",
        "when": "Dec-31",
        "due": "2031-12-31",
        "levels": "red",
    },
]

HEADER_PER_SECTION: Rows = [
    ["Priority 1: Neglect"],
    ["No", "Action", "Who", "By when"],
    ["1", "Launch the neglect toolkit", "Neglect Group", "June 2031"],
    ["2", "Train 200 practitioners", "Training Group", "March 2032"],
    [],
    ["Priority 2: Exploitation"],
    ["No", "Action", "Who", "By when"],
    ["1", "Map local need", "Police", "Sept 2031"],
]
HEADER_PER_SECTION_READ = [
    {
        "ref": "1",
        "section": "Neglect",
        "action": "Launch the neglect toolkit",
        "leads": "Neglect Group",
        "when": "June 2031",
        "due": "2031-06-30",
    },
    {
        "ref": "2",
        "section": "Neglect",
        "action": "Train 200 practitioners",
        "leads": "Training Group",
        "when": "March 2032",
        "due": "2032-03-31",
    },
    {
        "ref": "1",
        "section": "Exploitation",
        "action": "Map local need",
        "leads": "Police",
        "when": "Sept 2031",
        "due": "2031-09-30",
    },
]

KLOE_BANNERS: Rows = [
    ["Ref", "What we will do", "Owner", "Due date", "How we will know", "BRAG"],
    ["KLOE 1: Is the front door safe?"],
    ["1.1", "Review 20 contacts a month", "MASH Manager", "31 March 2032", "90% judged right", "G"],
    ["KLOE 2: Do plans change lives?"],
    ["2.1", "Sample 15 plans", "Head of Service", "30 June 2032", "Plans are SMART", "A"],
    ["2.3", "Ask 10 families", "Participation Officer", "Q2 2032/33", "Families say so", "R"],
]
KLOE_BANNERS_READ = [
    {
        "ref": "1.1",
        "section": "Is the front door safe?",
        "action": "Review 20 contacts a month",
        "leads": "MASH Manager",
        "when": "31 March 2032",
        "due": "2032-03-31",
        "measure": "90% judged right",
        "levels": "green",
    },
    {
        "ref": "2.1",
        "section": "Do plans change lives?",
        "action": "Sample 15 plans",
        "leads": "Head of Service",
        "when": "30 June 2032",
        "due": "2032-06-30",
        "measure": "Plans are SMART",
        "levels": "amber",
    },
    {
        "ref": "2.3",
        "section": "Do plans change lives?",
        "action": "Ask 10 families",
        "leads": "Participation Officer",
        "when": "Q2 2032/33",
        "due": "2032-09-30",
        "measure": "Families say so",
        "levels": "red",
    },
]

DATES_AS_BANNERS: Rows = [
    ["Action", "Lead", "Status"],
    ["Within 3 months: by 30 June 2032"],
    ["Recruit a principal social worker", "Director of Children's Services", "In progress"],
    ["Within 6 months: by 30 September 2032"],
    ["Embed the practice model", "Head of Practice", "Not started"],
    ["Publish the workforce strategy", "HR Manager", "Not started"],
]
DATES_AS_BANNERS_READ = [
    {
        "section": "Within 3 months: by 30 June 2032",
        "action": "Recruit a principal social worker",
        "leads": "Director of Children's Services",
        "when": "Within 3 months: by 30 June 2032",
        "due": "2032-06-30",
        "progress": "In progress",
    },
    {
        "section": "Within 6 months: by 30 September 2032",
        "action": "Embed the practice model",
        "leads": "Head of Practice",
        "when": "Within 6 months: by 30 September 2032",
        "due": "2032-09-30",
        "progress": "Not started",
    },
    {
        "section": "Within 6 months: by 30 September 2032",
        "action": "Publish the workforce strategy",
        "leads": "HR Manager",
        "when": "Within 6 months: by 30 September 2032",
        "due": "2032-09-30",
        "progress": "Not started",
    },
]

BANNER_IN_FIRST_COLUMN: Rows = [
    ["Theme", "Ref", "Action", "Lead", "Timescale"],
    ["Voice of the child", "1a", "Ask children at each visit", "Health", "May 2032"],
    [None, "1b", "Report what they say", "Business Manager", "Quarterly"],
    [None, "1c", "Act on it", "All agencies", "Ongoing"],
    ["Thresholds", "2a", "Rewrite the document", "Policy Group", "July 2032"],
    [None, "2c", "Launch it", "Business Manager", "Sept 2032"],
]
BANNER_IN_FIRST_COLUMN_READ = [
    {
        "ref": "1a",
        "section": "Voice of the child",
        "action": "Ask children at each visit",
        "leads": "Health",
        "when": "May 2032",
        "due": "2032-05-31",
    },
    {
        "ref": "1b",
        "section": "Voice of the child",
        "action": "Report what they say",
        "leads": "Business Manager",
        "when": "Quarterly",
    },
    {"ref": "1c", "section": "Voice of the child", "action": "Act on it", "leads": "All agencies", "when": "Ongoing"},
    {
        "ref": "2a",
        "section": "Thresholds",
        "action": "Rewrite the document",
        "leads": "Policy Group",
        "when": "July 2032",
        "due": "2032-07-31",
    },
    {
        "ref": "2c",
        "section": "Thresholds",
        "action": "Launch it",
        "leads": "Business Manager",
        "when": "Sept 2032",
        "due": "2032-09-30",
    },
]

RECOMMENDATION_OVER_ROWS: Rows = [
    ["Recommendation", "Ref", "Agreed action", "Lead officer", "Completion date", "Evidence"],
    [
        "1. The trust should review its discharge policy.",
        "1.1",
        "Rewrite the policy",
        "Chief Nurse",
        "31/05/2032",
        "Policy on the intranet",
    ],
    [None, "1.2", "Train ward staff", "Ward managers", "31/07/2032", "95% trained"],
    [None, "1.4", "Audit discharges", "Audit lead", "31/12/2032", "Audit report"],
    [
        "2. GPs should record who holds parental responsibility.",
        "2.1",
        "Change the template",
        "Named GP",
        "30/06/2032",
        "Template in use",
    ],
]
RECOMMENDATION_OVER_ROWS_READ = [
    {
        "ref": "1.1",
        "objective": "1. The trust should review its discharge policy.",
        "action": "Rewrite the policy",
        "leads": "Chief Nurse",
        "when": "31/05/2032",
        "due": "2032-05-31",
        "measure": "Policy on the intranet",
    },
    {
        "ref": "1.2",
        "objective": "1. The trust should review its discharge policy.",
        "action": "Train ward staff",
        "leads": "Ward managers",
        "when": "31/07/2032",
        "due": "2032-07-31",
        "measure": "95% trained",
    },
    {
        "ref": "1.4",
        "objective": "1. The trust should review its discharge policy.",
        "action": "Audit discharges",
        "leads": "Audit lead",
        "when": "31/12/2032",
        "due": "2032-12-31",
        "measure": "Audit report",
    },
    {
        "ref": "2.1",
        "objective": "2. GPs should record who holds parental responsibility.",
        "action": "Change the template",
        "leads": "Named GP",
        "when": "30/06/2032",
        "due": "2032-06-30",
        "measure": "Template in use",
    },
]

RECOMMENDATION_AS_A_ROW: Rows = [
    ["No.", "Recommendation / Action", "Lead", "Deadline", "Progress"],
    ["R1", "Recommendation 1: The council should strengthen supervision."],
    ["A1", "Issue a supervision standard", "Principal Social Worker", "1 June 2032", "Drafted"],
    ["A2", "Check that it is met", "QA Manager", "1 Sept 2032", None],
    ["R2", "Recommendation 2: The police should flag repeat callers."],
    ["A3", "Change the system", "Detective Superintendent", "1 July 2032", None],
]
RECOMMENDATION_AS_A_ROW_READ = [
    {
        "ref": "A1",
        "section": "The council should strengthen supervision.",
        "action": "Issue a supervision standard",
        "leads": "Principal Social Worker",
        "when": "1 June 2032",
        "due": "2032-06-01",
        "progress": "Drafted",
    },
    {
        "ref": "A2",
        "section": "The council should strengthen supervision.",
        "action": "Check that it is met",
        "leads": "QA Manager",
        "when": "1 Sept 2032",
        "due": "2032-09-01",
    },
    {
        "ref": "A3",
        "section": "The police should flag repeat callers.",
        "action": "Change the system",
        "leads": "Detective Superintendent",
        "when": "1 July 2032",
        "due": "2032-07-01",
    },
]

SPACERS_TOTALS_AND_NOTES: Rows = [
    ["Ref", "Action", "Responsible", "Timeframe", "RAG"],
    ["1", "Agree the data set", "Analyst", "May 2032", "Green"],
    [],
    [],
    ["2", "Publish the dashboard", "Analyst", "July 2032", "Amber"],
    [],
    ["Total actions", "2", None, None, None],
    ["Complete", "1"],
    ["In progress", "1"],
    [],
    ["Note: the plan is reviewed at each board."],
]
SPACERS_TOTALS_AND_NOTES_READ = [
    {
        "ref": "1",
        "action": "Agree the data set",
        "leads": "Analyst",
        "when": "May 2032",
        "due": "2032-05-31",
        "levels": "green",
    },
    {
        "ref": "2",
        "action": "Publish the dashboard",
        "leads": "Analyst",
        "when": "July 2032",
        "due": "2032-07-31",
        "levels": "amber",
    },
]

FORM_WITH_GUIDANCE: Rows = [
    ["Finding", "Action", "Lead", "Target date", "Success measure"],
    [
        "What did the inspection find?",
        "What will you do about it?",
        "Who will lead it?",
        "When will it be done?",
        "How will you know that it worked?",
    ],
    ["e.g. Visits are late", "e.g. Set a weekly report", "e.g. Team Manager", "e.g. 1 May 2032", "e.g. 95% on time"],
    [
        "Supervision is not regular",
        "Set monthly supervision for each worker",
        "Service Manager",
        "1 June 2032",
        "90% supervised each month",
    ],
    [
        "Chronologies are missing",
        "Start a chronology for each child",
        "Team Managers",
        "1 August 2032",
        "All records have one",
    ],
]
FORM_WITH_GUIDANCE_READ = [
    {
        "objective": "Supervision is not regular",
        "action": "Set monthly supervision for each worker",
        "leads": "Service Manager",
        "when": "1 June 2032",
        "due": "2032-06-01",
        "measure": "90% supervised each month",
    },
    {
        "objective": "Chronologies are missing",
        "action": "Start a chronology for each child",
        "leads": "Team Managers",
        "when": "1 August 2032",
        "due": "2032-08-01",
        "measure": "All records have one",
    },
]

GLUED_REFERENCES: Rows = [
    ["Action", "Lead", "Timescale"],
    ["1.1Ensure that all staff know the pathway", "Health", "May 2032"],
    ["1.2Review the escalation policy", "Police", "June 2032"],
    ["2.1Set up a reference group", "Council", "July 2032"],
]
GLUED_REFERENCES_READ = [
    {
        "ref": "1.1",
        "action": "Ensure that all staff know the pathway",
        "leads": "Health",
        "when": "May 2032",
        "due": "2032-05-31",
    },
    {
        "ref": "1.2",
        "action": "Review the escalation policy",
        "leads": "Police",
        "when": "June 2032",
        "due": "2032-06-30",
    },
    {"ref": "2.1", "action": "Set up a reference group", "leads": "Council", "when": "July 2032", "due": "2032-07-31"},
]

TEXT_OVER_THE_ROW: Rows = [
    ["Ref", "Action", "Lead", "Due", "Update"],
    ["1", "Develop a joint protocol for children who go missing, and", "Police", "May 2032", "Draft sent to"],
    [None, "share it with every care home in the area.", None, None, "all partners."],
    ["2", "Hold return interviews within 72 hours", "Council", "June 2032", "Begun"],
    ["3", "Report to the board", "Council", "Quarterly", None],
]
TEXT_OVER_THE_ROW_READ = [
    {
        "ref": "1",
        "action": "Develop a joint protocol for children who go missing, and "
        "share it with every care home in the area.",
        "leads": "Police",
        "when": "May 2032",
        "due": "2032-05-31",
        "progress": "Draft sent to all partners.",
    },
    {
        "ref": "2",
        "action": "Hold return interviews within 72 hours",
        "leads": "Council",
        "when": "June 2032",
        "due": "2032-06-30",
        "progress": "Begun",
    },
    {"ref": "3", "action": "Report to the board", "leads": "Council", "when": "Quarterly"},
]

NUMBERED_PARAGRAPHS: Rows = [
    ["1.", "Review the induction of new staff, by 30 June 2032."],
    ["2.", "Agree the escalation policy, by 31 July 2032."],
    ["3.", "Publish the annual report, by 30 September 2032."],
]
NUMBERED_PARAGRAPHS_READ = [
    {"ref": "1", "action": "Review the induction of new staff, by 30 June 2032."},
    {"ref": "2", "action": "Agree the escalation policy, by 31 July 2032."},
    {"ref": "3", "action": "Publish the annual report, by 30 September 2032."},
]

QUESTIONS_AS_HEADINGS: Rows = [
    [
        "What did we learn?",
        "What will we do?",
        "Who will do it?",
        "When will it be done?",
        "What difference will it make?",
        "Where are we now?",
    ],
    [
        "Fathers were not seen",
        "Ask for fathers at each booking",
        "Midwifery",
        "By end of May 2032",
        "Fathers are known",
        "Form changed",
    ],
    [
        "Moves were missed",
        "Share moves between areas",
        "Health visiting",
        "By end of July 2032",
        "No child is lost",
        None,
    ],
]
QUESTIONS_AS_HEADINGS_READ = [
    {
        "objective": "Fathers were not seen",
        "action": "Ask for fathers at each booking",
        "leads": "Midwifery",
        "when": "By end of May 2032",
        "due": "2032-05-31",
        "measure": "Fathers are known",
        "progress": "Form changed",
    },
    {
        "objective": "Moves were missed",
        "action": "Share moves between areas",
        "leads": "Health visiting",
        "when": "By end of July 2032",
        "due": "2032-07-31",
        "measure": "No child is lost",
    },
]

REFERENCES_RESTART: Rows = [
    ["Ref", "Action", "Lead", "Date"],
    ["AIM 1 - SAFE AT HOME"],
    ["1", "Check alarms", "Fire and Rescue", "May 2032"],
    ["2", "Check locks", "Housing", "June 2032"],
    ["AIM 2 - SAFE ONLINE"],
    ["1", "Talk to schools", "Education", "May 2032"],
    ["3", "Talk to parents", "Education", "Aug 2032"],
]
REFERENCES_RESTART_READ = [
    {
        "ref": "1",
        "section": "SAFE AT HOME",
        "action": "Check alarms",
        "leads": "Fire and Rescue",
        "when": "May 2032",
        "due": "2032-05-31",
    },
    {
        "ref": "2",
        "section": "SAFE AT HOME",
        "action": "Check locks",
        "leads": "Housing",
        "when": "June 2032",
        "due": "2032-06-30",
    },
    {
        "ref": "1",
        "section": "SAFE ONLINE",
        "action": "Talk to schools",
        "leads": "Education",
        "when": "May 2032",
        "due": "2032-05-31",
    },
    {
        "ref": "3",
        "section": "SAFE ONLINE",
        "action": "Talk to parents",
        "leads": "Education",
        "when": "Aug 2032",
        "due": "2032-08-31",
    },
]

OWNERS_AND_STARTS: Rows = [
    ["ID", "Workstream", "Milestone", "Accountable", "Start date", "End date", "Status"],
    ["WS1-01", "Quality", "Agree the audit tool", "QA Lead", "01/04/2032", "30/04/2032", "Complete"],
    ["WS1-02", "Quality", "Run the first audit", "QA Lead", "01/05/2032", "30/06/2032", "On track"],
    ["WS2-01", "Workforce", "Recruit ten social workers", "HR", "01/04/2032", "30/09/2032", "Delayed"],
]
OWNERS_AND_STARTS_READ = [
    {
        "ref": "WS1-01",
        "section": "Quality",
        "action": "Agree the audit tool",
        "leads": "QA Lead",
        "when": "30/04/2032",
        "due": "2032-04-30",
        "progress": "Complete",
        "Start date": "01/04/2032",
    },
    {
        "ref": "WS1-02",
        "section": "Quality",
        "action": "Run the first audit",
        "leads": "QA Lead",
        "when": "30/06/2032",
        "due": "2032-06-30",
        "progress": "On track",
        "Start date": "01/05/2032",
    },
    {
        "ref": "WS2-01",
        "section": "Workforce",
        "action": "Recruit ten social workers",
        "leads": "HR",
        "when": "30/09/2032",
        "due": "2032-09-30",
        "progress": "Delayed",
        "Start date": "01/04/2032",
    },
]

ACTIONS_UNDER_ONE_RECOMMENDATION: Rows = [
    ["Recommendation", "Actions", "By whom", "By when", "Status"],
    ["Improve information sharing between agencies"],
    [None, "Sign the information sharing agreement", "All agencies", "May 2032", "Done"],
    [None, "Brief front line staff", "Training Group", "June 2032", "Begun"],
    ["Strengthen the response to neglect"],
    [None, "Adopt one assessment tool", "Neglect Group", "July 2032", "Begun"],
]
ACTIONS_UNDER_ONE_RECOMMENDATION_READ = [
    {
        "objective": "Improve information sharing between agencies",
        "action": "Sign the information sharing agreement",
        "leads": "All agencies",
        "when": "May 2032",
        "due": "2032-05-31",
        "progress": "Done",
    },
    {
        "objective": "Improve information sharing between agencies",
        "action": "Brief front line staff",
        "leads": "Training Group",
        "when": "June 2032",
        "due": "2032-06-30",
        "progress": "Begun",
    },
    {
        "objective": "Strengthen the response to neglect",
        "action": "Adopt one assessment tool",
        "leads": "Neglect Group",
        "when": "July 2032",
        "due": "2032-07-31",
        "progress": "Begun",
    },
]

AREAS_OF_IMPROVEMENT: Rows = [
    ["Area for improvement 1 - The quality of plans for children"],
    ["Action", "Accountable lead", "Timescale", "Expected impact", "Progress to date"],
    ["Set a standard for plans", "Head of Safeguarding", "31.05.32", "Plans are clear", "Set"],
    ["Coach each team", "Practice Educators", "30.09.32", "Plans are better", None],
    ["Area for improvement 2 - Managers' oversight"],
    ["Action", "Accountable lead", "Timescale", "Expected impact", "Progress to date"],
    ["Train all managers", "Workforce Lead", "31.07.32", "Oversight is recorded", None],
]
AREAS_OF_IMPROVEMENT_READ = [
    {
        "section": "The quality of plans for children",
        "action": "Set a standard for plans",
        "leads": "Head of Safeguarding",
        "when": "31.05.32",
        "due": "2032-05-31",
        "measure": "Plans are clear",
        "progress": "Set",
    },
    {
        "section": "The quality of plans for children",
        "action": "Coach each team",
        "leads": "Practice Educators",
        "when": "30.09.32",
        "due": "2032-09-30",
        "measure": "Plans are better",
    },
    {
        "section": "Managers' oversight",
        "action": "Train all managers",
        "leads": "Workforce Lead",
        "when": "31.07.32",
        "due": "2032-07-31",
        "measure": "Oversight is recorded",
    },
]

AUDIT_REPORT: Rows = [
    [
        "Ref",
        "Finding",
        "Risk",
        "Priority",
        "Recommendation",
        "Management response",
        "Responsible officer",
        "Implementation date",
    ],
    [
        "1",
        "Referrals are not logged",
        "Referrals may be lost",
        "High",
        "Log each referral on the day",
        "Agreed. A log is kept.",
        "MASH Manager",
        "31 May 2032",
    ],
    [
        "2",
        "Training records are old",
        "Staff may be untrained",
        "Medium",
        "Update the records monthly",
        "Agreed.",
        "HR Partner",
        "30 June 2032",
    ],
]
AUDIT_REPORT_READ = [
    {
        "ref": "1",
        "objective": "Referrals are not logged",
        "action": "Log each referral on the day",
        "leads": "MASH Manager",
        "when": "31 May 2032",
        "due": "2032-05-31",
        "progress": "Agreed. A log is kept.",
        "Risk": "Referrals may be lost",
        "Priority": "High",
    },
    {
        "ref": "2",
        "objective": "Training records are old",
        "action": "Update the records monthly",
        "leads": "HR Partner",
        "when": "30 June 2032",
        "due": "2032-06-30",
        "progress": "Agreed.",
        "Risk": "Staff may be untrained",
        "Priority": "Medium",
    },
]

LAYOUTS = {
    "titles above the header": (TITLES_ABOVE, TITLES_ABOVE_READ),
    "header repeated under each priority": (HEADER_PER_SECTION, HEADER_PER_SECTION_READ),
    "key lines of enquiry as banners": (KLOE_BANNERS, KLOE_BANNERS_READ),
    "dates as banners": (DATES_AS_BANNERS, DATES_AS_BANNERS_READ),
    "theme said once in the first column": (BANNER_IN_FIRST_COLUMN, BANNER_IN_FIRST_COLUMN_READ),
    "recommendation said once over its actions": (RECOMMENDATION_OVER_ROWS, RECOMMENDATION_OVER_ROWS_READ),
    "recommendation as a row with a reference": (RECOMMENDATION_AS_A_ROW, RECOMMENDATION_AS_A_ROW_READ),
    "blank spacers, totals and notes": (SPACERS_TOTALS_AND_NOTES, SPACERS_TOTALS_AND_NOTES_READ),
    "guidance and an example in the form": (FORM_WITH_GUIDANCE, FORM_WITH_GUIDANCE_READ),
    "references glued to the text": (GLUED_REFERENCES, GLUED_REFERENCES_READ),
    "text that goes on in the next row": (TEXT_OVER_THE_ROW, TEXT_OVER_THE_ROW_READ),
    "numbered paragraphs in two columns": (NUMBERED_PARAGRAPHS, NUMBERED_PARAGRAPHS_READ),
    "questions as headings": (QUESTIONS_AS_HEADINGS, QUESTIONS_AS_HEADINGS_READ),
    "references that begin again and have gaps": (REFERENCES_RESTART, REFERENCES_RESTART_READ),
    "start and end dates": (OWNERS_AND_STARTS, OWNERS_AND_STARTS_READ),
    "actions under a recommendation stated once": (
        ACTIONS_UNDER_ONE_RECOMMENDATION,
        ACTIONS_UNDER_ONE_RECOMMENDATION_READ,
    ),
    "areas for improvement with a header each": (AREAS_OF_IMPROVEMENT, AREAS_OF_IMPROVEMENT_READ),
    "audit report with findings": (AUDIT_REPORT, AUDIT_REPORT_READ),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_never_seen_gives_every_field_of_every_action(name: str) -> None:
    rows, expected = LAYOUTS[name]

    assert facts_of(plan_of(rows)) == expected
