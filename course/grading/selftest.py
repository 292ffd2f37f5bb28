"""`course sandbox`: tries on this machine what an answer must not be able to do, and says what holds."""

from course.grading.isolation import CONTAINER, attempted, missing


def show():
    """Print a table, a row for each wall; returns the exit code, 0 if all of them hold."""
    lacking = missing()
    if lacking:
        print("no sandbox can be made here: " + "; ".join(lacking) + "\n\n" + CONTAINER)
        return 1
    outcomes = attempted()
    width = max(len(outcome.what) for outcome in outcomes)
    print(f"{'an answer tries to':{width}}  holds")
    for what, held, said in outcomes:
        print(f"{what:{width}}  {'yes' if held else 'NO: ' + said}")
    broken = sum(not outcome.held for outcome in outcomes)
    print(
        f"\n{broken} of {len(outcomes)} got through: `course grade` refuses to run answers on this machine"
        if broken
        else f"\nall {len(outcomes)} were held"
    )
    return 1 if broken else 0
