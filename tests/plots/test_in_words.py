"""What the pictures say in words: their numbers are those that were drawn."""

import numpy as np
import pytest

from course.data import melodies
from course.plots import (
    alignment,
    bars,
    beyond,
    distance,
    dots,
    findings,
    forecasts,
    heatmap,
    interval,
    kinds,
    lattice,
    ngrams,
    piano_roll,
    ranking,
    rotation,
    scaling,
    scores,
    series,
    sound,
    spelling,
    stories,
    strip,
    tapes,
    training,
)  # fmt: skip
from course.plots.alternative import text_of

LATTICE = np.eye(3, 3) * 0.75
ANGLES = np.arange(20)[:, None] * np.array([[0.5, 0.1]])
CLOCKS = np.stack([np.sin(ANGLES), np.cos(ANGLES)], axis=2).reshape(20, 4)
TAPE = np.array([[1, 0], [0, 1], [0, 0]]), np.array([[0], [0], [1]]), np.array([0, 0, 1])
SOUND = np.sin(np.arange(800) * 0.8 * np.pi)  # a quarter of 8,000 per second: 3,200 hertz

PICTURES = {
    "links": (lambda: alignment.plot_links(["a", "cat"], ["chat"], [(1, 0)]), "chat comes from cat"),
    "attention": (
        lambda: alignment.plot_attention({"map": [[0.1, 0.9]]}, ["a", "cat"], ["chat"], links=[(1, 0)])[0],
        "map: Each written word looked most: chat at cat (0.9). Squares mark the true words; 1 of 1",
    ),
    "share by group": (
        lambda: bars.plot_share_by_group([1, 1, 2], [True, False, True], xlabel="carries"),
        "by carries: 1 50 and 2 100.",
    ),
    "shares": (
        lambda: bars.plot_shares({"LSTM": [0.93, 0.5]}, ["short", "long"], guessing=0.5, title="Who?"),
        "Who? Bars of the share right. LSTM: short 0.93 and long 0.5. Guessing gives 0.5.",
    ),
    "beyond": (
        lambda: beyond.plot_beyond([1, 2, 3], {"net": [[0, 0.1, 0.5], [0, 0.2, 0.5]]}, trained=(1, 2)),
        "net: 0 at 1, 0.15 (0.1 to 0.2) at 2, 0.5 at 3, at most 0.15 where it was trained and 0.5 elsewhere",
    ),
    "memory": (
        lambda: distance.plot_memory([1, 9], {"net": [1, 0.2]}, {"net": [3, 0.5]}, taught=4, guessing=0.1)[0],
        "net: 1 at 1, at the end 0.2 at 9. A line marks the longest taught, 4.",
    ),
    "dots": (lambda: dots.plot_dots({"seeds": [0.5, 0.7]}), "seeds: 0.6 (0.5 to 0.7)"),
    "findings": (
        lambda: findings.plot_findings([[0.5, 1]], [[True, False]], rows=["fault"], columns=["a\nb", "c"]),
        "numbers are marked in fault. fault: a b 0.50 (marked), c 1.00.",
    ),
    "forecast": (
        lambda: forecasts.plot_forecast([1, 2], np.array([0.0, 4.0]), {"net": np.array([1.0, 4.0])}),
        "net is off by 0.5 on average",
    ),
    "error differences": (
        lambda: forecasts.plot_error_differences({"net": (-0.5, -0.7, -0.3)}, "yesterday"),
        "net −0.5 (interval −0.7 to −0.3)",
    ),
    "few numbers": (
        lambda: heatmap.plot_heatmap([[0.25, 2]], rows=["r"], columns=["a", " "]),
        "from 0.25 to 2; row r: a 0.25 and ␣ 2.",
    ),
    "ones": (lambda: heatmap.plot_heatmap(np.eye(2), columns="xy"), "1 stands at row 0: x; row 1: y."),
    "diagonal": (lambda: heatmap.plot_heatmap(2 * np.eye(7)), "of each row stands on the diagonal"),
    "peaks": (
        lambda: heatmap.plot_heatmap(np.arange(40).reshape(2, 20)),
        "the largest number of row 0 at 19 (19) and row 1 at 19 (39).",
    ),
    "peaks across": (
        lambda: heatmap.plot_heatmap(np.arange(42).reshape(21, 2)),
        "the largest number of column 0 at 20 (40) and column 1 at 20 (41).",
    ),
    "narrowing": (
        lambda: interval.plot_narrowing("ab", [[0.25, 0.75]], [1]),
        "b takes 0.75 of the bar, which leaves 0.25 to 1, 0.4 bits",
    ),
    "kinds": (
        lambda: kinds.plot_kinds({"net": [[0.9], [1]]}, [0.5], ["how many?"]),
        "how many?: net 0.95 (0.9 to 1), the words alone 0.5",
    ),
    "lattice": (
        lambda: lattice.plot_lattice(list("-a-"), LATTICE, path=[0, 1, 2]),
        "of each frame: - (0.75), a (0.75), - (0.75). One way is blue: - a -.",
    ),
    "heat": (
        lambda: lattice.plot_heat(np.ones((6, 2)), {"late": LATTICE}, list("-a-"), seconds=3)[0],
        "late: Heat over 3 seconds of sound; each state is likeliest: - at 0.5 (0.75), a at 1.5",
    ),
    "ways": (
        lambda: lattice.plot_ways([2, 3], {"two": [1, 5]}, too_many=(1e6, "too many")),
        "two: 5 at 3 frames. A line marks too many, 1,000,000.",
    ),
    "pushes": (
        lambda: lattice.plot_pushes({"early": np.array([[0.5, -0.25]])}, ["a", "b"])[0],
        "push up (red): a 0.5 and b −0.25; down",
    ),
    "explosion": (
        lambda: ngrams.plot_explosion(10, {1: [3, 1], 2: [1, 1, 1]}),
        "n 2: 100 possible, 3 seen, 3 of them once (100%). The text has 4 words.",
    ),
    "melody": (lambda: piano_roll.plot_piano_roll(melodies.draw(1, seed=1)[0]), "all bars have the right"),
    "ranking": (lambda: ranking.plot_ranking({"gzip": 90, "a": 12}), "the smallest is a. gzip 90, a 12."),
    "clocks": (
        lambda: rotation.plot_clocks(CLOCKS, [0, 1], starts=[1, 4], steps=2)[0],
        "columns 0 and 1: A clock: 2 steps turn its hand by 57.3 degrees, from position 1 as from 4.",
    ),
    "scaling": (
        lambda: scaling.plot_scaling([10, 100], {"a": [8, 8], "b": [16, 4]}, meet=["a", "b"]),
        "b: 16 at 10, at the end 4 at 100; b falls below a at 32.",
    ),
    "errors": (
        lambda: scores.plot_errors({"net": (1.5, 1.25, 2)}, best=1, xlabel="error"),
        "net 1.5 (interval 1.25 to 2). A line marks best possible, 1.",
    ),
    "parts": (
        lambda: scores.plot_walk(10, [(4, 6, 9)]),
        "split 1: training 0 to 3, not used 4 to 5, test 6 to 8, not used 9 to 9.",
    ),
    "ratios": (lambda: scores.plot_ratios({"Google": {"at random": 0.6}}), "Google: at random 0.6."),
    "fan": (
        lambda: series.plot_fan(np.array([1.0, 2]), np.array([3.0, 4]), {"naive": np.array([2.0, 2])}),
        "what came is 3 at 1, at the end 4 at 2. naive: 2 at 1, at the end 2 at 2, off by 1.5 on average.",
    ),
    "panels": (
        lambda: series.plot_panels({"noise": (np.array([1.0, 2]), np.array([1.0, 1]))}, columns=1)[0],
        "noise: What came, 1 to 2 , and a forecast of it, 1, which is off by 0.5 on average.",
    ),
    "rule": (
        lambda: series.plot_rule(np.array([0.0, 1]), {"net": np.array([1.0, 0])}, ([0, 1], [1, 1]))[0],
        "on average they are 0.5 away from the rule, which goes from 1 to 1.",
    ),
    "lines": (lambda: series.plot_lines([1, 2], {"net": [0.5, 0.25]}), "net: 0.5 at 1, at the end 0.25 at 2."),
    "sound": (
        lambda: sound.plot_sound(SOUND, np.eye(8, 4), rate=8000, words=["one"], spans=[(80, 400)])[0],
        "over 0.1 seconds; words are marked at one 0.01 to 0.05 seconds. Its spectrogram up to 4 kHz, "
        "loudest on average at 3.2 kHz.",
    ),
    "where": (
        lambda: spelling.plot_where({"net": (["4"], np.array([[0, 1.0]]))}, ["4"], [(0.5, 1)], seconds=2)[0],
        "Spoken, in seconds: 4 at 0.5 to 1. Written, where the network was: 4 at 1.5.",
    ),
    "hops": (
        lambda: stories.plot_hops(["Sam walks.", "Sam eats."], [[0.1, 0.9]], facts=(1,)),
        "hop 1 looks at line 2, Sam eats. (90%), line 1, Sam walks. (10%). The answer follows from line 2.",
    ),
    "kinds of questions": (
        lambda: stories.plot_kinds({"net": [{"who": 0.5}]}, names={"who": "who?"}, majority={"who": 0.25}),
        "net: who? 0.5; the most frequent answer: who? 0.25.",
    ),
    "plateaus": (
        lambda: stories.plot_plateaus({"start": [(0, {"who": 0.1}), (9, {"who": 1})]}, guessing=0.1)[0],
        "start: The share right over the steps of training. who: 0.1 at 0, at the end 1 at 9. Guessing gives",
    ),
    "strip": (
        lambda: strip.plot_strip("abc", {"net": np.log([0.5, 0.5, 0.25])}),
        "net pays 4 bits, most for 'a' (1 bits), 'b' after 'a' (1 bits), 'c' after 'ab' (2 bits).",
    ),
    "survival": (
        lambda: strip.plot_survival("abcd", {"slip": "abxd"}, notes={"slip": {1: "here"}})[0],
        "wrong for the first time at character 3. Character 2 is marked: here.",
    ),
    "addressing": (
        lambda: tapes.plot_addressing({"by\ncontent": [0.25, 0.75]}),
        "by content: row 0 0.25 and row 1 0.75.",
    ),
    "tape": (
        lambda: tapes.plot_tape(TAPE, {"head": np.eye(3)}, np.zeros((3, 1)))[0],
        "its row with most weight, step by step: 0, 1, 2; 1 on average. What is said in steps 2 to 2; 1 of 1",
    ),
    "fall": (
        lambda: tapes.plot_fall({"net": [[[0, 0.7, 0.5], [9, 0.1, 0.02]]]})[0],
        "net: 0.7 at 0, at the end 0.1 at 9. The share of bits wrong over the steps of training, guessing 0.5.",
    ),
    "curves": (
        lambda: training.plot_curves([1, 2], {"net": [0.5, 0.995]}, goal=0.99, xlabel="epochs"),
        "against epochs. net: 0.5 at 1, at the end 0.995 at 2; the goal, 0.99, is reached.",
    ),
    "spread": (
        lambda: training.plot_spread(["3-5", "6-8"], {"net": [[1, 0.5], [1, 0.7]]}),
        "net: 1 at 3-5, 0.6 (0.5 to 0.7) at 6-8.",
    ),
}  # fmt: skip


SIX = list("abcdef")
WORDS = [f"w{place}" for place in range(9)]
LOOKS = np.eye(9) * 0.5 + np.diag(np.arange(9) / 20)
LARGE = {  # too many numbers to say each one
    "attention": (
        lambda: alignment.plot_attention({"map": LOOKS}, WORDS, WORDS)[0],
        "map: Each of 9 written words looked most at one that was read, in order: w0 w1 w2 w3 w4 w5 w6 w7 w8; "
        "the surest: w8 at w8 (0.9), the least sure: w0 at w0 (0.5).",
    ),
    "beyond": (
        lambda: beyond.plot_beyond(
            [1, 2, 3, 4, 5, 6, 7], {"net": [[0, 0.1, 0.2, 0, 0, 0.5, 0.75]]}, trained=(1, 5)
        ),
        "net: at most 0.2 where it was trained; elsewhere 0.5 at 6, 0.75 at 7.",
    ),
    "findings": (
        lambda: findings.plot_findings(
            np.arange(18).reshape(3, 6), [[1, 0] * 3, [1] * 6, [0] * 6], rows="xyz", columns=SIX
        ),
        "A table of 3 rows and 6 columns; marked are, by row, x: a 0.00, c 2.00 and e 4.00; y: 6 of 6, from "
        "a 6.00 to f 11.00.",
    ),
    "kinds": (
        lambda: kinds.plot_kinds({"net": np.arange(7) / 10}, [0.5] * 7, [*SIX, "g"]),
        "net: 7 numbers from 0 (a) to 0.6 (g); the words alone: 7 numbers, all 0.5.",
    ),
    "heat": (
        lambda: lattice.plot_heat(np.ones((6, 2)), {"late": np.eye(6) * 0.75}, SIX, seconds=3)[0],
        "each state is likeliest at: a 0.2, b 0.8, c 1.2, d 1.8, e 2.2, f 2.8; its largest share is 0.75.",
    ),
    "pushes": (
        lambda: lattice.plot_pushes({"early": np.arange(12).reshape(2, 6) / 12}, SIX)[0],
        "push up (red): 6 numbers from 0.5 (a) to 0.917 (f); down",
    ),
    "errors": (
        lambda: scores.plot_errors({name: (1.5, 1.25, 2) for name in SIX}, xlabel="error"),
        "for each: a 1.5, b 1.5, c 1.5, d 1.5, e 1.5 and f 1.5; no interval is wider than 0.75.",
    ),
    "lines": (
        lambda: series.plot_lines([1, 2, 3], {name: [0.5, 0.1, 0.25] for name in SIX[:5]}),
        "Each at 1 and at 3: a 0.5, 0.25; b 0.5, 0.25;",
    ),
    "where": (
        lambda: spelling.plot_where(
            {"net": (SIX, np.eye(6))}, SIX, [(start, start + 0.5) for start in range(6)], seconds=6
        )[0],
        "Spoken from 0 to 5.5 seconds: a b c d e f. Written, where the network was: a 0.5, b 1.5, c 2.5,",
    ),
    "kinds of questions": (
        lambda: stories.plot_kinds(
            {"net": [{k: 0.5 + 0.01 * i for i, k in enumerate(WORDS)}], "two": [dict.fromkeys(WORDS, 1)]},
            names={word: f"{word}\none" for word in WORDS},
            majority=dict.fromkeys(WORDS, 0.25),
        ),
        "net: 9 numbers from 0.5 (w0 one) to 0.58 (w8 one);",
    ),
    "plateaus": (
        lambda: stories.plot_plateaus({"start": [(0, dict.fromkeys(SIX, 0.1)), (9, dict.fromkeys(SIX, 1))]})[0],
        "over the steps of training, 0 and 9. a 0.1, then 1; b 0.1, then 1;",
    ),
    "tape": (
        lambda: tapes.plot_tape(
            (np.eye(9, 2), np.zeros((9, 1)), np.array([0] * 8 + [1])),
            {"head": np.eye(9)[[1, 2, 3, 4, 8, 0, 3, 2, 1]]},
            np.zeros((9, 1)),
        )[0],
        "its row with most weight, step by step: 1 to 4, 8, 0, 3, 2, 1; 1 on average.",
    ),
    "fall": (
        lambda: tapes.plot_fall({"net": [[[0, 0.7, 0.5], [9, 0.1, 0.02]], [[0, 0.6, 0.5], [9, 0.3, 0.02]]]})[0],
        "net, 2 runs: 0.65 (0.6 to 0.7) at first, 0.2 (0.1 to 0.3) at the end, after 9. The share of bits",
    ),
    "spread": (
        lambda: training.plot_spread(SIX, {name: [[1, 0.9, 0.8, 0.7, 0.6, 0.5]] for name in "stuv"}),
        "s: 1 at a, at the end 0.5 at f, where the runs have 0.5;",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LARGE)
def test_a_large_picture_says_its_ends(name):
    draw, words = LARGE[name]
    assert words in text_of(draw().figure)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_says_its_numbers(name):
    draw, words = PICTURES[name]
    assert words in text_of(draw().figure)
