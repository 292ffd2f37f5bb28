"""Values that are too large, too deep, or strange."""

from tests.hostile.bank import ENDED, attack

# values

for name, expression in {
    "a number of ten million digits": "1 << 33_000_000",
    "a negative one": "-(1 << 33_000_000)",
    "a text of a million letters": '"9" * 10**6',
    "a text of 60 million letters": '"9" * (60 * 10**6)',
    "a text that is none": '"\\ud800\\udfff\\0"',
    "an array of 1 GB": "np.zeros(2**27)",
    "an array of 1 GB that is one number": "np.broadcast_to(1.0, (2**15, 2**12))",
    "an array of 2**60 entries of nothing": "np.lib.stride_tricks.as_strided(np.zeros(1), (2**60,), (0,))",
    "a number of 16 bytes": "np.longdouble(1) / 3",
    "an array of objects": "np.array([object(), None, print], dtype=object)",
    "an array that holds itself": "holds_itself()",
    "records": 'np.zeros(3, [("a", int), ("b", "O")])',
    "dates": 'np.array(["2020-01-01"], "M8[D]")',
    "a list of 100,000 levels": "deep(100_000)",
    "a list in itself": "endless()",
    "a dict in itself": "endless_dict()",
    "a million empty lists": "[[] for _ in range(10**6)]",
    "one list a billion times": "doubled(30)",
    "a generator that never ends": "(x for x in iter(int, 1))",
    "a dict with keys that raise": "{Poison(1): 1, Poison(2): 2}",
    "a dict of equal hashes": "{k * (2**61 - 1): 0 for k in range(400)}",
    "texts that make a huge array": '["a" * 10**6] + [""] * 400_000',
    "a set, a type, a module, a function": "[{1}, int, np, print, ..., NotImplemented]",
    "an object that runs code when it is unpickled": "[Pickled(), np.array([Pickled()], dtype=object)]",
    "NaN": 'float("nan")',
    "infinity": 'float("inf")',
    "a bool": "True",
    "a masked array": "np.ma.masked_all(3)",
    "memory that was freed": "memoryview(bytearray(10))",
    "a Keras tensor": "keras.Input((3,))",
}.items():
    attack(
        f"the value is {name}",
        f"""
        class Poison(int):
            def __hash__(self): return 1
            def __eq__(self, other): raise SystemExit
        class Pickled:
            def __reduce__(self): return (exec, ("open('@outside@/pickled', 'w')",))
        def deep(levels):
            value = []
            for _ in range(levels):
                value = [value]
            return value
        def endless():
            value = []
            value += [value, value]
            return value
        def endless_dict():
            value = {{}}
            value["a"] = value
            return value
        def doubled(times):
            value = [0]
            for _ in range(times):
                value = [value, value]
            return value
        def holds_itself():
            value = np.empty(2, object)
            value[:] = [value, 1]
            return value
        calls = []
        def count_carries(a, b):
            calls.append(1)
            return {expression} if len(calls) == 1 else -1
        """,
        ("wrong", *ENDED),
    )
