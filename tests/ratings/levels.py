"""Levels of two scales, for tests of the roll-up and of what is said of it."""

from ratings.rollup import LevelSeen


def a_level(
    code: str,
    rank: int,
    *,
    scale_id: int = 1,
    complete: bool = False,
    off_track: bool = False,
    second_key: bool = False,
) -> LevelSeen:
    return LevelSeen(
        id=scale_id * 10 + rank,
        scale_id=scale_id,
        code=code,
        word=code.title(),
        letter=code[0].upper(),
        colour=code,
        shape="circle",
        rank=rank,
        is_complete=complete,
        is_off_track=off_track,
        needs_verification=second_key,
    )


BLUE = a_level("blue", 1, complete=True, second_key=True)
GREEN = a_level("green", 2, complete=True)
AMBER = a_level("amber", 3)
RED = a_level("red", 4, off_track=True)
OLD_YELLOW = a_level("yellow", 2, scale_id=2)
OLD_RED = a_level("red", 3, scale_id=2, off_track=True)
