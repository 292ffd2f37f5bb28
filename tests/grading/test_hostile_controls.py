"""The attacks of the bank work where nothing holds them: so it is the sandbox that holds them elsewhere."""

import contextlib

import pytest

from tests import hostile
from tests.hostile.bench import Bench, lines_of, outside

CONTROLS = [pytest.param(attack, id=attack.name) for attack in hostile.BANK if attack.control]


@pytest.fixture(scope="module")
def bare():
    with outside() as folder, contextlib.closing(Bench(folder, isolated=False)) as made:
        yield made


@pytest.mark.slow
@pytest.mark.parametrize("attack", CONTROLS)
def test_without_a_sandbox_the_attack_gets_through(attack, bare):
    if attack.name == "a connection by IPv6" and not bare.known["port6"]:
        pytest.skip("there is no IPv6 on this machine")
    bare.ready()
    grade = bare.grade_attack(attack)
    assert "got through" in lines_of(grade), lines_of(grade)
    assert not bare.left()
