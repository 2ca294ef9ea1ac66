"""Who signs in to the demonstration, and the agencies of the two partnerships. No sign-in is a real person."""

from accounts.models import Agency, Membership, Partnership, User
from accounts.roles import Role

# For the demonstration only: the command that uses it refuses to run on a real service.
PASSWORD = "safeguarding demo"  # noqa: S105  printed for everyone who runs the demonstration

# Sign-in name, what the person is called, partnerships, role.
PEOPLE: tuple[tuple[str, str, tuple[str, ...], Role], ...] = (
    ("admin", "Demo Administrator", ("thurrock", "southend"), Role.ADMINISTRATOR),
    ("business", "Demo Business Manager", ("thurrock",), Role.BUSINESS_TEAM),
    ("lead", "Demo Group Lead", ("thurrock",), Role.LEAD),
    ("partner", "Demo Strategic Partner", ("thurrock",), Role.STRATEGIC_PARTNER),
    ("scrutineer", "Demo Scrutineer", ("thurrock",), Role.SCRUTINEER),
    ("committee", "Demo Councillor", ("thurrock",), Role.COMMITTEE_MEMBER),
    ("southend", "Demo Southend Officer", ("southend",), Role.BUSINESS_TEAM),
)

AGENCIES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("Essex Police", "Police", ("thurrock", "southend")),
    ("Thurrock Council", "", ("thurrock",)),
    ("Thurrock Clinical Commissioning Group", "Thurrock CCG", ("thurrock",)),
    ("Southend Borough Council", "SBC", ("southend",)),
    ("Southend Clinical Commissioning Group", "Southend CCG", ("southend",)),
    ("National Probation Service", "NPS", ("southend",)),
)


def enter_people() -> dict[str, User]:
    """The partnerships, their agencies and everybody who signs in, by sign-in name."""
    partnerships = {
        "thurrock": Partnership.objects.create(
            slug="thurrock",
            name="Thurrock Local Safeguarding Children Partnership",
            short_name="Thurrock LSCP",
        ),
        "southend": Partnership.objects.create(
            slug="southend", name="Southend Local Safeguarding Children Board", short_name="Southend LSCB"
        ),
    }
    agencies = {}
    for name, short_name, sits_in in AGENCIES:
        agency = Agency.objects.create(name=name, short_name=short_name)
        agency.partnerships.set([partnerships[slug] for slug in sits_in])
        agencies[name] = agency
    people = {}
    for sign_in, name, sits_in, role in PEOPLE:
        runs_all = role is Role.ADMINISTRATOR
        person = User.objects.create_user(
            f"{sign_in}@example.org", name, PASSWORD, is_staff=runs_all, is_superuser=runs_all
        )
        for slug in sits_in:
            police = agencies["Essex Police"] if role is Role.STRATEGIC_PARTNER else None
            Membership.objects.create(user=person, partnership=partnerships[slug], role=role, agency=police)
        people[sign_in] = person
    return people
