"""Networks whose weights ship or that a demo needs, one module each.

A module holds the settings, `build_model` and `train`. If its weights ship, it has `VARIANTS`, too (the name of
each file of weights and the settings of its training), `make`, which trains one of them and writes its file,
and `load`. `registry` knows them all.
"""
