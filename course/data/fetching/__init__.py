"""The public data sets: what there is, getting it, finding it on this machine."""
