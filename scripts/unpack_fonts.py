"""Unpacks the fonts of PDF files: `unpack_fonts.py FOLDER`, called by build-static with the folder it makes.

WeasyPrint would unpack each anew for every PDF, which takes longer than all the rest. Each file is a family of its own,
for WeasyPrint takes two files of one family for one font, and draws the wrong letters. The names are ours, so that a
font of the machine, of another age, is never taken instead.
"""

import shutil
import sys
from pathlib import Path

from fontTools.ttLib import TTFont

PACKAGES = Path("node_modules/@fontsource")
# In the order in which a letter is looked for. DejaVu has the shapes of levels, and the alphabets that the first lack.
FAMILIES = (
    ("Paper Sans", "noto-sans", "latin", (400, 700)),
    ("Paper Sans Extended", "noto-sans", "latin-ext", (400, 700)),
    ("Paper Symbols", "dejavu-sans", "latin", (400, 700)),
    ("Paper Emoji", "noto-emoji", "emoji", (400,)),
)


def unpack(family: str, package: str, part: str, weight: int, into: Path) -> str:
    """The rule of one file, which is put into the folder."""
    name = f"{package}-{part}-{weight}-normal"
    font = TTFont(PACKAGES / package / "files" / f"{name}.woff2")
    font.flavor = None
    font.save(into / f"{name}.ttf")
    return f'@font-face {{ font-family: "{family}"; font-weight: {weight}; src: url({name}.ttf); }}'


def main(into: Path) -> None:
    into.mkdir(parents=True, exist_ok=True)
    rules = []
    for family, package, part, weights in FAMILIES:
        rules += [unpack(family, package, part, weight, into) for weight in weights]
        shutil.copy(PACKAGES / package / "LICENSE", into / f"{package}-LICENSE.txt")
    (into / "paper-fonts.css").write_text("\n".join(rules) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
