"""The scales of the two partnerships, each with the wording of its own source."""

from dataclasses import dataclass
from datetime import date

from accounts.models import Partnership
from ratings.models import Dimension, Level, LevelDefinition, RatingScale


@dataclass(frozen=True, slots=True)
class LevelStory:
    """A level: its code, shape, what it counts as, and what it means."""

    code: str
    shape: str
    complete: bool = False
    off_track: bool = False
    reason: bool = False
    verified: bool = False
    meaning: str = ""


# The committee's minutes say what blue, green and amber mean; red follows the partnership's own usage. That the work is
# embedded is for somebody else than its lead to say.
THURROCK_BRAG = (
    LevelStory("blue", "circle", complete=True, verified=True, meaning="The work has been embedded into the service."),
    LevelStory("green", "square", complete=True, meaning="Complete but not yet embedded."),
    LevelStory("amber", "triangle", reason=True, meaning="Work has been started but not yet completed."),
    LevelStory("red", "diamond", off_track=True, reason=True, meaning="Not started, or late."),
)

# The appendix of early 2021 prints no key: what its colours meant is not known, and none is made up here.
THURROCK_RAG = (
    LevelStory("green", "square", complete=True),
    LevelStory("amber", "triangle", reason=True),
    LevelStory("red", "diamond", off_track=True, reason=True),
)


def make_scale(
    partnership: Partnership, name: str, levels: tuple[LevelStory, ...], *, description: str, valid_from: date
) -> RatingScale:
    """The scale with one dimension, its levels from best to worst, and their definitions in force from a day on."""
    scale = RatingScale.objects.create(partnership=partnership, name=name, description=description)
    Dimension.objects.create(scale=scale, code="overall", name="Overall", position=1)
    for rank, story in enumerate(levels, start=1):
        level = Level.objects.create(
            scale=scale,
            code=story.code,
            word=story.code.title(),
            letter=story.code[0].upper(),
            colour=story.code,
            shape=story.shape,
            rank=rank,
            is_complete=story.complete,
            is_off_track=story.off_track,
            needs_reason=story.reason,
            needs_verification=story.verified,
        )
        if story.meaning:
            LevelDefinition.objects.create(level=level, text=story.meaning, valid_from=valid_from)
    return scale
