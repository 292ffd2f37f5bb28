"""python -m tests.mutants [LAB or EXERCISE ...] [--survivors]: the table of mutants."""

import argparse
import sys

import yaml
from tqdm import tqdm

from tests.mutants import table
from tests.mutants.sources import LEFT_OUT, exercises


def main(arguments=None):
    """Print the table; the exit code is 1 if a mutant passes that is not explained, 2 for a bad name."""
    parser = argparse.ArgumentParser(prog="make mutants", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="LAB or EXERCISE")
    parser.add_argument(
        "--survivors",
        action="store_true",
        help="list the mutants that pass, and ask them the cases of other seeds",
    )
    given = parser.parse_args(arguments)
    try:
        chosen = _chosen(given.names)
    except LookupError as error:
        print(error.args[0], file=sys.stderr)
        return 2
    trials = dict(
        tqdm(table.tried(chosen, given.survivors), "mutants", len(chosen), unit="exercise")
    )
    rows = {exercise: table.row_of(exercise, trials[exercise]) for exercise in chosen}
    if given.survivors:
        for exercise in chosen:
            _print_survivors(exercise, trials[exercise])
    _print_table(rows.values())
    table.record(rows)
    return int(any(row.problem for row in rows.values()))


def _chosen(names):
    """The Exercises of some names, in order.

    Raises:
        LookupError: a name is neither a lab nor an exercise.
    """
    known = exercises()
    names = [
        name.lstrip("0123456789_") for name in names
    ]  # also 03_lstm_gru, as a notebook is called
    for name in names:
        if name in LEFT_OUT:
            raise LookupError(f"{name} is left out: {LEFT_OUT[name]}")
        if not any(name in _names(one) for one in known):
            labs = ", ".join(dict.fromkeys(one.lab for one in known))
            raise LookupError(f"there is no lab or exercise {name}; the labs are {labs}")
    return [one for one in known if not names or set(names) & _names(one)]


def _names(exercise):
    return {exercise.lab, exercise.id, exercise.stem}


def _print_table(rows):
    """As Markdown."""
    print("| lab | exercise | points | mutants | refused | equal | survived |")
    print("|---|---|---:|---:|---:|---:|---:|")
    for row in rows:
        print(
            f"| {row.lab} | {row.exercise} | {row.points} | {row.mutants} | {row.refused} "
            f"| {row.equal} | {row.survived} |"
        )
    for row in rows:
        if row.problem:
            print(f"{row.exercise}: {row.problem}")


def _print_survivors(exercise, trial):
    for one in trial.survivors:
        print(f"\n{exercise.id}, {one.mutant.source}: passes {WHERE[one.passes]}")
        print(*(f"    {line}" for line in one.mutant.diff), sep="\n")
        if one.told_apart:
            print(f"  told apart by {one.told_apart}")
        elif one.passes == "both":
            print("  no other seed tells it apart; if nothing can:")
            print(
                yaml.safe_dump({one.mutant.source: [one.mutant.key]}, width=1000, indent=2), end=""
            )
    for entry in trial.stale:
        print(f"\n{exercise.id}: listed as equal, but no mutant that passes all cases: {entry}")


WHERE = {
    "both": "the notebook's cases and the hidden ones",
    "notebook": "the notebook's cases, not the hidden ones",
    "hidden": "the hidden cases, not those of the notebook",
}

if __name__ == "__main__":
    sys.exit(main())
