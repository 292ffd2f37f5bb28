"""Stories of the house, drawn: who walks about and carries things, and who is of which kind and colour."""

from course.data.household.grammar import Ask, Event
from course.data.household.lexicon import lexicon
from course.data.household.reasoning import Story
from course.data.shared.questions import Question

LINES = 14  # of the longest story
STEPS = (3, 10)  # lines about who goes where and carries what
ASIDE = (0.25, 3)  # how often lines of the other sort are told in between, and the most of them
TRIES = 1_000  # one of some five will do
NOBODY = 0.15  # share of the answers to who has a thing
DROPPED = 0.5  # share of the things to be found that nobody has any more
TOO_EASY = 0.5  # share left out of the questions whose answer is the last room named


def told(rng, kind):
    """One question and its story.

    Args:
        rng: random.Random.
        kind: str, one of `household.KINDS`.

    Returns:
        Question.
    """
    about_colours = kind in ("colour", "induction")
    for _ in range(TRIES):
        if about_colours:
            events, ask = _coloured(rng, kind)
        else:
            events = _walking(rng, rng.randint(*STEPS))
            ask = _asked(rng, kind, story := Story(events))
            if ask is None or _is_last_room(story.answer(ask), events) and rng.random() < TOO_EASY:
                continue
        if rng.random() < ASIDE[0]:
            most = min(ASIDE[1], LINES - len(events))
            aside = _walking(rng, ASIDE[1]) if about_colours else _coloured(rng, "colour")[0]
            events = _merged(rng, events, aside[: rng.randint(0, most)])
        answer = Story(events).answer(ask)
        lines = [event.text() for event in events]
        return Question(lines, ask.text(), answer.word, answer.facts, answer.kind)
    raise RuntimeError(f"no question of the kind {kind!r} in {TRIES} stories")  # a fault of ours


def _walking(rng, steps):
    """Events of animals that walk about, take things and drop them."""
    words, past = lexicon(), rng.random() < 0.5
    cast = rng.sample(words["who"], rng.randint(2, 3))
    things = rng.sample(words["thing"], rng.randint(1, 2))
    rooms = rng.sample(words["place"], rng.randint(3, 6))
    story = Story()
    for _ in range(steps):
        who = rng.choice(cast)
        here = story.place_of(who)
        within = [thing for thing in things if here and _takes(story, who, thing)]
        held = [thing for thing in things if story.holder_of(thing) == who]
        if within and rng.random() < 0.6:
            act, what = "take", rng.choice(within)
        elif held and rng.random() < 0.3:
            act, what = "drop", rng.choice(held)
        else:
            act, what = "move", rng.choice([room for room in rooms if room != here])
        story.tell(Event(act, who, what, rng.choice(words["verbs"][act])[past]))
    return story.events


def _is_last_room(answer, events):
    rooms = [event.what for event in events if event.act == "move"]
    return answer.word == rooms[-1]


def _takes(story, who, thing):
    """Whether an animal can take a thing: nobody has it, and it is not known to be elsewhere."""
    if story.holder_of(thing):
        return False
    return thing not in story.stays or story.stays[thing][-1].place == story.place_of(who)


def _asked(rng, kind, story):
    """A question of that kind that the story answers, or None."""
    if kind == "person":
        return Ask("person", rng.choice(list(story.moves))) if story.moves else None
    things = list(story.handled)
    if kind in ("holder", "thing"):
        free = rng.random() < (NOBODY if kind == "holder" else DROPPED)
        things = [thing for thing in things if (story.holder_of(thing) is None) == free]
        return Ask(kind, rng.choice(things)) if things else None
    asks = []
    for thing in things:
        rooms = [stay.place for stay in story.stays[thing]]
        asks += [Ask("before", thing, room) for room in rooms[1:] if rooms.count(room) == 1]
    return rng.choice(asks) if asks else None


def _coloured(rng, kind):
    """Events that tell kinds and colours, and a question about a colour.

    Every kind has one or two animals whose colour is told, so how often a colour is named says nothing.
    """
    words = lexicon()
    names = iter(rng.sample(words["who"], len(words["who"])))
    kinds = rng.sample(words["kind"], rng.choices((1, 2, 3), (1, 4, 3))[0])
    colours = rng.sample(words["colour"], len(kinds))
    events, shown = [], []
    for one, colour in zip(kinds, colours, strict=True):
        for _ in range(rng.randint(1, 2)):
            shown.append(next(names))
            events += [Event("kind", shown[-1], one), Event("colour", shown[-1], colour)]
    asked = next(names)
    events.append(Event("kind", asked, rng.choice(kinds)))
    if len(kinds) == 1 or rng.random() < 0.3:  # one whose kind is not told
        shown.append(next(names))
        events.append(Event("colour", shown[-1], rng.choice(words["colour"])))
    rng.shuffle(events)
    return events, Ask("colour", rng.choice(shown) if kind == "colour" else asked)


def _merged(rng, first, second):
    """Both lists in one, each in its order."""
    count = len(first) + len(second)
    places = set(rng.sample(range(count), len(second)))
    first, second = iter(first), iter(second)
    return [next(second if at in places else first) for at in range(count)]
