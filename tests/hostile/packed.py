"""Values as a forged message may carry them, most of which no function can have returned."""

import json

DIGITS = '["i","0x' + "f" * 3000 + '"]'
LONG_DOUBLE = "AAAAAAAAAID/PwAAAAAAAA=="
PACKED = {
    "none": "null",
    "true": "true",
    "NaN": "NaN",
    "infinity": "-Infinity",
    "a large float": "1e999",
    "digits": DIGITS,
    "a negative number": DIGITS.replace("0x", "-0x"),
    "a long text": json.dumps("a" * 10**5),
    "half a character": '"\\ud800"',
    "halves of characters": '["l","\\ud800","a"]',
    "a name": '["x","\\ud800\\u001b[31m"]',
    "complex": '["c",NaN,Infinity]',
    "bytes": '["b","AAAA"]',
    "a dict": '["d",["a",1],["b",["l"]]]',
    "odd keys": '["d",[NaN,1],[["x","k"],2],[["t",1],3],[null,4]]',
    "90 levels": '["l",' * 90 + "1" + "]" * 90,
    "floats of 16 bytes": f'["a","<f16",[1],"{LONG_DOUBLE}"]',
    "a float of 16 bytes": f'["n","<f16",[],"{LONG_DOUBLE}"]',
    "an empty array": '["a","<f4",[0,33554432],""]',
    "32 axes": f'["a","<f4",{[1] * 32},"AACAPw=="]',
    "objects": '["o","O",[3],[["x","a"],["l",1,2],["d"]]]',
    "an object": '["o","O",[],[["l",1,2]]]',
    "texts": '["o","U",[2],["a","\\ud800"]]',
    "ragged rows": '["l",["l",1],["l",1,2]]',
    "all kinds": '["l",1,"a",["x","k"],null,["a","<f4",[1],"AACAPw=="]]',
    "many numbers": '["l"' + ",1" * 50_000 + "]",
    "a wide array of texts": '["l",' + json.dumps("a" * 10**3) + ',""' * 2_000 + "]",
    "too wide an array of texts": '["l",' + json.dumps("a" * 10**5) + ',""' * 200_000 + "]",
    "a pair of lists": '["t",["l"],["l"]]',
    "a pair of names": '["t",["x","k"],["d"]]',
    "bools that are none": '["a","|b1",[3],"AgH/"]',
    "halves of floats": '["a","<f2",[3],"ADwAQAB8"]',
    "unsigned numbers": '["a","<u8",[2],"//////////8AAAAAAAAAAA=="]',
    "bytes in a list": '["l",["b","AAAA"],["b",""]]',
}
for width in (1, 2, 3, 4, 500):
    for entry in (
        "null",
        "NaN",
        DIGITS,
        "1e308",
        '"a"',
        '["x","k"]',
        '["l",1]',
        "true",
        '["c",1,1]',
    ):
        PACKED[f"a list, {width} of {entry:.9}"] = '["l"' + f",{entry}" * width + "]"
        PACKED[f"a tuple, {width} of {entry:.9}"] = '["t"' + f",{entry}" * width + "]"
