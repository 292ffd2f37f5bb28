"""A network that is told a story and asked about it: `course demo story`, or `course demo story FILE`.

`course.nets.memory_network` is the network. It always answers; whether the story tells the answer at all,
`course.data.household.reasoning` says, which follows the story line by line.
"""

import re
from pathlib import Path

from course import runtime
from course.data import household
from course.data.household import grammar
from course.data.shared import reading
from course.data.shared.questions import Question
from course.demos.prompt import converse, ends, readable
from course.errors import CourseError, DataError

SENTENCE = re.compile(r"[^.?!]+[.?!]*")
ANEW = ("new", "again", "start again")
SEEN, LOOKS = 0.2, 3  # weight of a line that a hop is said to have looked at; the most of them
MOST_BYTES = 100_000  # of a file
HOW = """\
Tell a story of animals in a house, in at most {lines} lines, and ask; "new" starts another one, {ends}.
Sentences are like these:
  {sentences}
You can ask:
  {questions}"""


class Conversation:
    """Takes the sentences of a story and answers questions about it.

    Args:
        ask: function of an Encoded that returns the network's probabilities (1, words of the vocabulary) and
            the weights of its hops (1, hops, lines).
    """

    def __init__(self, ask):
        self.ask, self.story = ask, household.Story()

    def take(self, text):
        """What is to be printed after a typed line of one or more sentences and questions, a str.

        Raises:
            CourseError: a sentence is not understood, cannot be true, or is one too many. Then nothing of the
                line counts.
        """
        if text.strip().lower().rstrip(".!") in ANEW:
            self.story = household.Story()
            return "A new story."
        before = self.story
        self.story = household.Story(before.events)
        try:
            return "\n".join(
                [self._take_one(part) for part in SENTENCE.findall(text.strip()) or [""]]
            )
        except CourseError:
            self.story = before
            raise

    def _take_one(self, text):
        if grammar.asks(text):
            return self._answer(grammar.question(text))
        event, number = grammar.sentence(text), len(self.story.events) + 1
        if number > household.LINES:
            raise CourseError(
                f"a story has at most {household.LINES} lines, and this one is full: ask, or start another one "
                f'with "{ANEW[0]}"'
            )
        self.story.tell(event)
        return f"{number:3} {event.text()}"

    def _answer(self, ask):
        lines = [event.text() for event in self.story.events]
        if not lines:
            raise CourseError(f"there is no story yet: tell one, {grammar.examples('sentences')}")
        probabilities, weights = self.ask(
            household.encode([Question(lines, ask.text(), household.nobody(), (), "")])
        )
        number = int(probabilities[0].argmax())
        word = household.vocabulary()[number]
        said = f"{_cased(word)} ({probabilities[0, number]:.0%} sure)"
        hops = ["  It looked at", *(_hop(at, row, lines) for at, row in enumerate(weights[0], 1))]
        try:
            known = self.story.answer(ask)
        except household.Untold as error:
            honest = (
                f"  I do not know: {error}. The network, which has to say something, says {said}."
            )
            return "\n".join([ask.text(), honest, *hops])
        verdict = "Right" if known.word == word else f"Wrong, it is {_cased(known.word)}"
        return "\n".join(
            [ask.text(), f"  {said}", *hops, f"  {verdict}: see {_named(known.facts)}."]
        )


def main(file=None):
    """Follow the story of a file, or prompt for one until the input ends.

    Args:
        file: path of a text file of sentences and questions, in which an empty line starts a new story, or
            None.

    Returns:
        int, the exit code.

    Raises:
        CourseError: the file cannot be read, or a line of it is not understood; the text names it.
    """
    texts = None if file is None else _lines(file)
    conversation = Conversation(_network())
    if texts is not None:
        return _follow(file, texts, conversation)
    such = {forms: grammar.examples(forms) for forms in ("sentences", "questions")}
    print(HOW.format(lines=household.LINES, ends=ends(), **such))
    return converse("> ", conversation.take)


def _network():
    """The network that ships, as Conversation takes it."""
    from course.nets import memory_network

    runtime.quiet()
    model, _ = memory_network.load()
    return lambda encoded: memory_network.ask(model, encoded)


def _follow(file, texts, conversation):
    """Print a file's story with its answers; nothing of it is printed if a line is not understood."""
    printed = []
    for number, text in enumerate(texts, start=1):
        if not text.strip():
            conversation.take(ANEW[0])
            printed.append("")
            continue
        try:
            printed.append(conversation.take(readable(text)))
        except CourseError as error:
            raise CourseError(f"{file}, line {number}: {error}") from error
    print("\n".join(printed))
    return 0


def _lines(path):
    try:
        return reading.lines(path, Path(path).name, most=MOST_BYTES)
    except DataError as error:  # its advice is about data sets
        raise CourseError(f"{error.bare}. Name a text file of sentences and questions") from error


def _hop(number, weights, lines):
    """One hop as text: the lines that it looked at most."""
    order = sorted(range(len(lines)), key=lambda line: -weights[line])
    seen = [line for line in order[:LOOKS] if weights[line] >= SEEN]
    if not seen:
        return f"  hop {number}: no line in particular"
    looks = [f"line {line + 1} ({weights[line]:.0%}) {lines[line]}" for line in seen]
    return f"  hop {number}: " + "\n         ".join(looks)


def _named(facts):
    """Lines of a story, counted from 1: "lines 1, 3 and 4"."""
    *others, last = [str(line + 1) for line in sorted(facts)]
    return f"lines {', '.join(others)} and {last}" if others else f"line {last}"


def _cased(word):
    return word.capitalize() if word.capitalize() in household.names() else word
