"""How a benchmark reports: a table for people, or with --json a list of objects for machines."""

import argparse
import json
import statistics


def arguments(description, **options):
    """Parse --json and the given options, such as seeds=3 for --seeds; False makes a flag."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", action="store_true", help="a list of objects")
    for name, default in options.items():
        kind = {"action": "store_true"} if default is False else {"type": type(default)}
        parser.add_argument(f"--{name}", default=default, **kind)
    return parser.parse_args()


def row(what, ours, theirs, unit, bar=None):
    """One comparison of medians; `ratio` is theirs / ours, above 1 is better for us.

    Args:
        what: what is compared.
        ours, theirs: lists of costs of equal length, measured alternately in one run.
        unit: of the costs.
        bar: the ratio that is asked for, or None.
    """
    ratios = [their / our for our, their in zip(ours, theirs, strict=True)]
    return {
        "what": what,
        "ours": round(statistics.median(ours), 4),
        "theirs": round(statistics.median(theirs), 4),
        "unit": unit,
        "ratio": round(statistics.median(ratios), 3),
        "bar": bar,
    }


def show(rows, as_json):
    """Print the rows as JSON or as a table."""
    if as_json:
        print(json.dumps(rows, indent=1))
        return
    print(f"{'what':58} {'ours':>9} {'theirs':>9} {'unit':4} {'ratio':>7} {'bar':>5}")
    for entry in rows:
        bar = "-" if entry["bar"] is None else f"{entry['bar']:g}"
        print(
            f"{entry['what']:58} {entry['ours']:9.3f} {entry['theirs']:9.3f} {entry['unit']:4} "
            f"{entry['ratio']:7.2f} {bar:>5}"
        )
