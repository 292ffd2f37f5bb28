"""A network that has read stories writes one, character by character: `course demo write`.

`course.nets.characters` is the network; here is what it is asked for.
"""

import math

from course import runtime
from course.demos.prompt import readable
from course.errors import CourseError
from course.nets import characters

LONGEST = 1_500  # characters; most stories end earlier, with their line


def main(prompt=None, temperature="0.7"):
    """Write to the end of a story, each character as soon as it is there.

    Args:
        prompt: str, how the text begins, or None for the network's own beginning.
        temperature: str, as typed: a number above 0.

    Returns:
        int, the exit code.

    Raises:
        CourseError: the temperature is no number above 0, or the prompt is nothing that it can read.
    """
    heat = _temperature(temperature)
    if prompt is not None and not readable(prompt).strip():
        raise CourseError(
            f"--prompt {prompt!r:.40} has no letter to go on from: give it the beginning of a story, such as "
            '"In Hazelham, a small", or leave it away'
        )
    runtime.quiet()
    model, facts = characters.load()
    prompt = prompt or ""
    text = characters.write(model, facts["alphabet"], prompt, length=LONGEST, temperature=heat)
    print(prompt, end="", flush=True)
    for character in text:
        print(character, end="", flush=True)
        if character == characters.END:
            break
    else:
        print(" ...")
    print(
        f"(temperature {heat:g}; the network has read {facts['text']:,} characters of made-up stories, and a "
        f"character of stories that it has not read costs it {facts['bits'][-1]:.2f} bits)"
    )
    return 0


def _temperature(text):
    try:
        heat = float(text)
    except ValueError:
        heat = math.nan
    if not 0 < heat < math.inf:
        raise CourseError(
            f"--temperature is a number above 0, such as 0.7; got {text!r:.40}. The lower it is, the likelier "
            "is what the network writes"
        )
    return heat
