"""The variants of the ablation: what each sets beside the default, and what the page calls it."""

WHAT = {"default": "default", "v0.1": "the default of Jpsi 0.1"}
VARIANTS = {"default": []}
