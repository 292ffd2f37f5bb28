"""What follows from a story: it is read line by line, and an answer names the lines that tell it."""

from typing import NamedTuple

from course.data.household.lexicon import nobody
from course.errors import CourseError


class Contradiction(CourseError):
    """A line that cannot be true after those before it; the text says which line says otherwise."""


class Untold(CourseError):
    """A question whose answer does not follow from the story; the text says what is missing."""


class Answer(NamedTuple):
    """An answer with its reasons.

    Attributes:
        word: str, in small letters.
        facts: tuple of int, lines of the story in the order of the reasoning.
        kind: str, the sort of question, one of `household.KINDS`.
    """

    word: str
    facts: tuple
    kind: str


class Stay(NamedTuple):
    """A room in which a thing has been.

    Attributes:
        place: str, or None where the story does not tell.
        facts: tuple of int: the line that tells who had it, and the one in which that animal came to the room;
            () where the story does not tell.
    """

    place: str
    facts: tuple


class Story:
    """A story as far as it has been told.

    Attributes:
        events: list of Event.
        moves: dict from animal to [(line, room)], a line in which it stays where it is left out.
        handled: dict from thing to [(line, act, animal)].
        stays: dict from thing to [Stay].
        kinds, colours: dicts from animal to (line, word).
    """

    def __init__(self, events=()):
        self.events, self.moves, self.handled, self.stays = [], {}, {}, {}
        self.kinds, self.colours = {}, {}
        for event in events:
            self.tell(event)

    def tell(self, event):
        """Add a line.

        Raises:
            Contradiction: it cannot be true; the story stays as it was.
        """
        getattr(self, f"_{event.act}")(len(self.events), event.who, event.what)
        self.events.append(event)

    def place_of(self, who):
        """The room in which an animal is, or None."""
        return self.moves[who][-1][1] if who in self.moves else None

    def holder_of(self, thing):
        """The animal that has a thing, or None."""
        _, act, who = self.handled[thing][-1] if thing in self.handled else (0, "drop", None)
        return who if act == "take" else None

    def answer(self, ask):
        """The answer to a question.

        Args:
            ask: Ask.

        Returns:
            Answer.

        Raises:
            Untold: it does not follow from the story.
        """
        return getattr(self, f"_asked_{ask.about}")(ask)

    def _move(self, line, who, place):
        if self.place_of(who) == place:
            return
        self.moves.setdefault(who, []).append((line, place))
        for thing, handlings in self.handled.items():
            if self.holder_of(thing) == who:
                self.stays[thing].append(Stay(place, (handlings[-1][0], line)))

    def _take(self, line, who, thing):
        holder, here = self.holder_of(thing), self.place_of(who)
        if holder == who:
            raise Contradiction(f"{who} has the {thing} already ({self._quoted(thing)})")
        if holder:
            raise Contradiction(
                f"{who} cannot take the {thing}, which {holder} has ({self._quoted(thing)})"
            )
        there = self.stays[thing][-1].place if thing in self.stays else None
        if None not in (here, there) and here != there:
            raise Contradiction(
                f"{who} is in the {here} and cannot take the {thing}, which is in the {there} "
                f"({self._quoted(thing)})"
            )
        self._handle(line, "take", who, thing)

    def _drop(self, line, who, thing):
        holder = self.holder_of(thing)
        if thing in self.handled and holder != who:
            has = f"which {holder} has" if holder else "which nobody has"
            raise Contradiction(f"{who} cannot drop the {thing}, {has} ({self._quoted(thing)})")
        self._handle(line, "drop", who, thing)

    def _handle(self, line, act, who, thing):
        self.handled.setdefault(thing, []).append((line, act, who))
        stays, here = self.stays.setdefault(thing, []), self.place_of(who)
        if not stays or stays[-1].place != here:
            facts = (line, self.moves[who][-1][0]) if here else ()
            stays.append(Stay(here, facts))

    def _kind(self, line, who, kind):
        self._told_once(self.kinds, who, kind)
        self._one_colour({**self.kinds, who: (line, kind)}, self.colours)
        self.kinds.setdefault(who, (line, kind))

    def _colour(self, line, who, colour):
        self._told_once(self.colours, who, colour)
        self._one_colour(self.kinds, {**self.colours, who: (line, colour)})
        self.colours.setdefault(who, (line, colour))

    def _told_once(self, told, who, word):
        if who in told and told[who][1] != word:
            line, before = told[who]
            raise Contradiction(
                f"{who} cannot be {word} and {before}: line {line + 1} says {before}"
            )

    def _one_colour(self, kinds, colours):
        seen = {}
        for who, (_, colour) in colours.items():
            if who in kinds:
                kind = kinds[who][1]
                other, known = seen.setdefault(kind, (who, colour))
                if known != colour:
                    raise Contradiction(
                        f"animals of one kind have one colour in this house, and {other} and {who} would "
                        f"each be a {kind}, one {known} and one {colour}"
                    )

    def _quoted(self, thing):
        line = self.handled[thing][-1][0]
        return f"line {line + 1}: {self.events[line].text()[:-1]}"

    def _asked_person(self, ask):
        if ask.what not in self.moves:
            raise Untold(f"no line tells where {ask.what} goes")
        line, place = self.moves[ask.what][-1]
        return Answer(place, (line,), "person")

    def _asked_holder(self, ask):
        line, act, who = self._last(ask.what)
        word = who.lower() if act == "take" else nobody()
        return Answer(word, (line,), "holder")

    def _asked_thing(self, ask):
        line, act, who = self._last(ask.what)
        place = self.stays[ask.what][-1].place
        if place is None:
            raise Untold(f"no line tells where {who} was at line {line + 1}")
        until = line if act == "drop" else len(self.events)
        came = max(at for at, _ in self.moves[who] if at < until)
        return Answer(place, (line, came), "thing")

    def _asked_before(self, ask):
        self._last(ask.what)
        stays = self.stays[ask.what]
        found = [at for at, stay in enumerate(stays) if stay.place == ask.place]
        if not found:
            raise Untold(f"no line tells that the {ask.what} was ever in the {ask.place}")
        stay = stays[found[-1]]
        earlier = stays[found[-1] - 1].place if found[-1] else None
        if earlier is None:
            raise Untold(f"no line tells where the {ask.what} was before it was in the {ask.place}")
        had, came = stay.facts
        who = self.events[had].who
        before = max(line for line, _ in self.moves[who] if line < came)
        return Answer(earlier, (had, came, before), "before")

    def _asked_colour(self, ask):
        if ask.what in self.colours:
            line, colour = self.colours[ask.what]
            return Answer(colour, (line,), "colour")
        if ask.what not in self.kinds:
            raise Untold(f"no line tells what colour or what kind of animal {ask.what} is")
        own, kind = self.kinds[ask.what]
        for who, (line, other) in self.kinds.items():
            if other == kind and who in self.colours:
                told, colour = self.colours[who]
                return Answer(colour, (own, line, told), "induction")
        raise Untold(f"{ask.what} is a {kind}, and no line tells the colour of another {kind}")

    def _last(self, thing):
        if thing not in self.handled:
            raise Untold(f"no line tells anything about the {thing}")
        return self.handled[thing][-1]
