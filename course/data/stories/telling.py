"""How a story is told: whom it is about is drawn once, what else it says where it says it."""

import re
from functools import lru_cache
from itertools import accumulate

from course.data.stories.english import Person, Thing, plural
from course.data.stories.lexicon import NUMBERS, lexicon

ASIDE, PRONOUN, JOB = 0.4, 0.6, 0.35  # how often an aside comes, and who is "she" or "the baker"
PAIR, PLURAL = 0.15, 0.25  # how often the hero is two people, a thing several
HOLE = re.compile(r"\{(\w+)(?:\.(\w+))?\}")
AN = re.compile(r"\b([Aa]) (?=[aeiou]|hour|honest)(?!use|uni)")
_HERO = (
    "he",
    "him",
    "his",
    "himself",
    "was",
    "i",
    "my",
    "am",
)  # holes without a name are the hero's
_OF_JOB = ("workplace", "tool", "goods", "work")
_OF_SETTING = ("sight", "creature", "sound", "weather")


@lru_cache
def _weights(count):
    return list(accumulate(1 / (rank + 2) for rank in range(1, count + 1)))


class Story:
    """One story: what stays the same in it, and what is drawn anew each time.

    Args:
        rng: random.Random.
    """

    def __init__(self, rng):
        self.rng = rng
        self.words = lexicon()
        self.setting = rng.choice(list(self.words.settings.values()))
        self.clear = False  # whether "she" can only be the hero
        self.drawn = set()
        self.fixed = {}
        first, second, third = self.people(3)
        self.fixed = {
            "hero": first.and_also(second) if rng.random() < PAIR else first,
            "friend": third,
            "elder": self.elder(),
            "age": self.choose(NUMBERS["many"]),
            "thing": self.thing(),
            "other": self.thing(),
            "home": self.town(),
            "far": self.town(),
            "spot": self.choose(self.setting["spot"]),
            "beast": self.choose(self.setting["creature"]),
            "kind": self.choose(self.setting["kind"]),
            "relative": self.choose(self.words.lists["relative"]),
        }

    def choose(self, options):
        """Draw as language does: the entry of rank r has a weight of 1 / (r + 2)."""
        return self.rng.choices(options, cum_weights=_weights(len(options)))[0]

    def sentences(self):
        """The sentences of the story, list of str with capitals and marks."""
        plots, rng = self.words.plots, self.rng
        plot = rng.choice(sorted(plots.keys() - {"opening", "ending", "aside"}))
        patterns = list(self.choose(plots["opening"]))
        for step in plots[plot]:
            if rng.random() < ASIDE:
                asides = [aside for aside in plots["aside"] if aside not in patterns]
                patterns.append(self.choose(asides))
            patterns.append(self.choose(step))
        return [self.sentence(pattern) for pattern in patterns + self.choose(plots["ending"])]

    def sentence(self, pattern):
        """Fill the holes of a pattern."""
        self.drawn = set()
        text = self.fill(pattern)
        holes = {name for name, _ in HOLE.findall(pattern)}
        self.clear = bool(holes & {"hero", "who", *_HERO}) and not holes & {"friend", "elder"}
        text = AN.sub(r"\1n ", text)
        return re.sub("[A-Za-z]", lambda first: first[0].upper(), text, count=1)

    def fill(self, pattern):
        return HOLE.sub(lambda hole: self.hole(*hole.groups()), pattern)

    def hole(self, name, attribute):
        if name in _HERO:
            name, attribute = "hero", name
        value = self.fixed.get(name)
        if isinstance(value, Person) and attribute in _OF_JOB:
            return self.draw(value.job[attribute])
        if value is not None:
            return getattr(value, attribute) if attribute else str(value)
        if name == "who":
            return self.who()
        if name == "creatures":
            return plural(self.draw(self.setting["creature"]))
        if name in _OF_SETTING:
            return self.draw(self.setting[name])
        if name in _OF_JOB:
            return self.draw(self.fixed["hero"].job[name])
        special = {"town": self.town, "inn": self.inn, "job_any": self.any_job}
        if name in special:
            return special[name]()
        return self.draw(NUMBERS.get(name) or self.words.lists[name])

    def draw(self, options):
        """An entry, if possible one that is not yet in the sentence, with its holes filled."""
        for _ in range(5):
            entry = self.choose(options)
            if entry not in self.drawn:
                break
        if "{" not in entry:
            self.drawn.add(entry)
        return self.fill(entry)

    def who(self):
        hero = self.fixed["hero"]
        if self.clear and self.rng.random() < PRONOUN:
            return hero.he
        return hero.the_job if self.rng.random() < JOB else hero.name

    def people(self, count):
        people = {}  # by name: nobody has the name of another
        while len(people) < count:
            one = self.person()
            people.setdefault(one.name, one)
        return people.values()

    def person(self):
        gender = self.rng.choice(("female", "male"))
        name = self.choose(self.words.names[gender])
        job = self.rng.choice([job for job in self.words.jobs if job not in self.setting["never"]])
        return Person(
            name, gender, job, self.words.jobs[job], self.choose(self.words.lists["character"])
        )

    def elder(self):
        one, names = self.person(), self.words.names
        title = self.choose(names["title"][one.gender])
        return one._replace(name=f"{title} {self.joined('family')}")

    def thing(self):
        noun = self.choose(self.words.lists["noun"])
        number = self.choose(NUMBERS["few"]) if self.rng.random() < PLURAL else ""
        return Thing(noun, self.draw(self.words.lists["adjective"]), number)

    def town(self):
        return self.joined("town")

    def inn(self):
        names = self.words.names
        return f"the {self.choose(names['inn_adjective'])} {self.choose(names['inn_noun'])}"

    def any_job(self):
        return self.choose(list(self.words.jobs))

    def joined(self, kind):
        parts = self.words.names[kind]
        return self.choose(parts["first"]) + self.choose(parts["last"])
