#!/usr/bin/env python3
"""Measures the import of a workbook of 10,000 actions against a bare django-import-export resource: `make bench`.

Both take the same workbook into databases of one kind, each run in a process and a fresh database of its own, in turn,
and the medians are compared. On SQLite; on PostgreSQL too where DATABASE_URL names one whose user may make databases.
Exits 1 where a target is missed.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bench_workbook import make_workbook

HERE = Path(__file__).resolve().parent
MOST_TIMES, MOST_MEGABYTES = 1.5, 500
KINDS = {
    "ours": "this import: read, staged, compared, committed, with history and undo",
    "bare": "bare resource: one plain table and its leads, no history",
    "bare-history": "bare resource with django-simple-history",
    "bare-bulk": "bare resource with use_bulk: neither leads nor history",
}
# Makes the address of a fresh database, which is gone afterwards.
Fresh = Callable[[], Any]


@dataclass(frozen=True)
class Measured:
    """`processor` is the time that this process alone was at work, whatever else the machine did meanwhile."""

    seconds: float
    processor: float
    queries: int
    megabytes: float
    written: int


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])  # type: ignore[union-attr]  # it stands above
    asked.add_argument("--rows", type=int, default=10_000, help="actions in the workbook (10000)")
    asked.add_argument("--times", type=int, default=3, help="runs of each, of which the median counts (3)")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="safeguarding-bench-") as name:
        folder = Path(name)
        met = bench("SQLite", sqlite(folder), folder, options)
        address = os.environ.get("DATABASE_URL", "")
        if address.startswith("postgres"):
            with postgres(address, folder) as fresh:
                met = bench("PostgreSQL", fresh, folder, options) and met
    return 0 if met else 1


def bench(database: str, fresh: Fresh, folder: Path, options: argparse.Namespace) -> bool:
    whole, half = folder / "plan.xlsx", folder / "half.xlsx"
    make_workbook(whole, options.rows)
    make_workbook(half, options.rows // 2)
    say(f"{database}: {options.rows:,} actions, median of {options.times} runs of each in turn")
    runs: dict[str, list[Measured]] = {kind: [] for kind in KINDS}
    for _time in range(options.times):
        for kind in KINDS:
            runs[kind].append(measured(kind, whole, fresh, folder))
    middle = {kind: statistics.median(run.seconds for run in of_kind) for kind, of_kind in runs.items()}
    for kind, words in KINDS.items():
        say(line(words, runs[kind], middle["ours"] / middle[kind]))
    fewer = measured("ours", half, fresh, folder)
    more = runs["ours"][0]
    say(
        f"  queries of this import: {fewer.queries:,} for {fewer.written:,} actions, "
        f"{more.queries:,} for {more.written:,}"
    )
    return judged(middle["ours"] / middle["bare"], max(run.megabytes for run in runs["ours"]))


def line(words: str, runs: list[Measured], ratio: float) -> str:
    seconds = [run.seconds for run in runs]
    told = f"{statistics.median(seconds):6.1f} s ({min(seconds):.1f} to {max(seconds):.1f}; "
    told += f"processor {statistics.median(run.processor for run in runs):.1f})"
    more = "" if ratio == 1 else f" (this import: {ratio:.2f} times that)"
    return f"  {told}, {max(run.megabytes for run in runs):4.0f} MB, {runs[0].queries:7,} queries   {words}{more}"


def say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def judged(ratio: float, megabytes: float) -> bool:
    """Says whether both targets are met."""
    met = ratio <= MOST_TIMES and megabytes < MOST_MEGABYTES
    said = "met" if met else "MISSED"
    say(
        f"  {said}: {ratio:.2f} times the bare resource (at most {MOST_TIMES}), "
        f"{megabytes:.0f} MB (under {MOST_MEGABYTES})"
    )
    return met


def measured(kind: str, workbook: Path, fresh: Fresh, folder: Path) -> Measured:
    with fresh() as address:
        told = run_python([str(HERE / "bench_run.py"), kind, str(workbook)], address, folder)
    return Measured(**json.loads(told.splitlines()[-1]))


def run_python(command: list[str], address: str, folder: Path) -> str:
    settings = {"DATABASE_URL": address, "SAFEGUARDING_DEMO": "1", "SAFEGUARDING_VAR": str(folder)}
    answer = subprocess.run(  # noqa: S603  our own words
        [sys.executable, *command], env=os.environ | settings, stdout=subprocess.PIPE, text=True, check=True
    )
    return answer.stdout


def migrate(address: str, folder: Path) -> None:
    run_python([str(HERE.parent / "manage.py"), "migrate", "--verbosity", "0"], address, folder)


def sqlite(folder: Path) -> Fresh:
    """Copies of one file that was migrated once."""
    template = folder / "template.sqlite3"
    migrate(f"sqlite:///{template}", folder)

    @contextmanager
    def fresh() -> Iterator[str]:
        copy = folder / "run.sqlite3"
        shutil.copy(template, copy)
        try:
            yield f"sqlite:///{copy}"
        finally:
            for left in folder.glob("run.sqlite3*"):
                left.unlink()

    return fresh


@contextmanager
def postgres(address: str, folder: Path) -> Iterator[Fresh]:
    """Databases beside the one named, which itself is not touched."""
    import psycopg

    template = f"safeguarding_bench_{os.getpid()}"

    def order(statement: str) -> None:
        with psycopg.connect(address, autocommit=True) as connected:
            connected.execute(statement)  # type: ignore[arg-type]  # names of our own

    def named(name: str) -> str:
        return urlsplit(address)._replace(path=f"/{name}").geturl()

    @contextmanager
    def fresh() -> Iterator[str]:
        order(f'CREATE DATABASE "{template}_run" TEMPLATE "{template}"')
        try:
            yield named(f"{template}_run")
        finally:
            order(f'DROP DATABASE "{template}_run"')

    order(f'CREATE DATABASE "{template}"')
    try:
        migrate(named(template), folder)
        yield fresh
    finally:
        order(f'DROP DATABASE "{template}"')


if __name__ == "__main__":
    sys.exit(main())
