import unicodedata

import pytest

from course.grading.roster.people import People, Person, nearest, same_name

ANNA = Person("Anna Müller", "Anna Müller", "s123", "anna.mueller@uni.de", "amu")
LI, LEE = Person("Anna Li (1)", "Anna Li", "1"), Person("Anna Li (2)", "Anna Li", "2")
JOSE = Person("José María Nuñez", "José María Nuñez")
ONEIL = Person("Anne-Lena O'Neil", "Anne-Lena O'Neil", canvas="501")
PEOPLE = People([ANNA, LI, LEE, JOSE, ONEIL])


@pytest.mark.parametrize(
    "name, person",
    [
        ("Anna Müller", ANNA),
        ("Müller, Anna", ANNA),
        ("ANNA MÜLLER", ANNA),
        ("anna  müller ", ANNA),
        ("Anna Mueller", ANNA),
        ("Anna Muller", ANNA),
        ("mueller_anna", ANNA),
        ("muelleranna", ANNA),
        ("annamuller", ANNA),
        (unicodedata.normalize("NFD", "Anna Müller"), ANNA),
        ("José Maria Nunez", JOSE),
        ("nunezjosemaria", JOSE),
        ("Anne Lena ONeil", ONEIL),
        ("O’Neil, Anne-Lena", ONEIL),
    ],
)
def test_a_name_is_found_however_it_is_written(name, person):
    match = PEOPLE.by_name(name)
    assert match.person == person and match.sure
    assert PEOPLE.by_name(name, whole=True).person == person
    assert same_name(name, person.name)


@pytest.mark.parametrize(
    "name, person",
    [("José Nuñez", JOSE), ("Nunez, Jose", JOSE), ("Anna Maria Müller", ANNA), ("Anne O'Neil", ONEIL),
     ("Anne Lena", ONEIL)],
)  # fmt: skip
def test_a_name_with_a_part_missing_is_less_sure(name, person):
    match = PEOPLE.by_name(name)
    assert match.person == person and not match.sure
    assert PEOPLE.by_name(name, whole=True).people == ()
    assert not same_name(name, person.name)


@pytest.mark.parametrize("name", ["Anna Li", "Li, Anna", "lianna", "ANNA LI"])
def test_who_may_be_two_is_nobody(name):
    match = PEOPLE.by_name(name)
    assert match.person is None and match.people == (LI, LEE)


@pytest.mark.parametrize("name", ["Anna", "Müller", "Bob Ray", "", "...", "Ann Muller", "李"])
def test_others_are_nobody(name):
    assert PEOPLE.by_name(name).people == ()


def test_accents_tell_people_apart_where_there_are_both():
    both = People([Person("1", "Anna Müller"), Person("2", "Anna Muller")])
    assert both.by_name("Muller, Anna").person.id == "2"
    assert both.by_name("anna MÜLLER").person.id == "1"
    assert both.by_name("mulleranna").person is None


def test_handles():
    for handle in (
        "s123",
        "S123",
        "anna.mueller@uni.de",
        "ANNA.MUELLER@uni.de",
        "amu",
        "anna.mueller",
    ):
        assert PEOPLE.by_handle(handle).person == ANNA
    assert PEOPLE.by_handle("", "2").person == LEE
    assert PEOPLE.by_handle("nobody").people == PEOPLE.by_handle("").people == ()
    assert PEOPLE.by_canvas("501").person == ONEIL
    assert PEOPLE.by_canvas("").people == PEOPLE.by_canvas("s123").people == ()


def test_the_same_name_before_two_at_signs_is_nobody():
    both = People([Person("1", "A", email="x@a.de"), Person("2", "B", email="x@b.de")])
    assert both.by_handle("x").person is None and both.by_handle("x@b.de").person.id == "2"


def test_nearest_names():
    names = ["David Schmidt_1234606", "Zoe Smith", "Müller, Anna", "Li Wei"]
    assert nearest("David Schmidt", names)[0] == "David Schmidt_1234606"
    assert nearest("Anna Mueler", names) == ("Müller, Anna",)
    assert nearest("Wei Li", names) == ("Li Wei",)
    assert nearest("xyz", names) == () and nearest("", names) == ()
