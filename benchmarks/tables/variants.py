"""The variants of the ablation: what each sets beside the default, and what the page calls it."""

WHAT = {
    "default": "default",
    "plain": "one network without encoding, standardized",
    "no-encoding": "without the encoding: scaled features alone",
    "no-periodic": "without periodic numbers",
    "no-tails": "without the values that keep tails",
    "no-clip": "without smooth clipping",
    "standardize": "mean and deviation instead of median and IQR",
    "one-member": "one network, stopped by the validation part",
    "four-members": "4 members",
    "dropout": "dropout .15",
    "rate": "rate 1e-3",
    "relu": "ReLU",
    "v0.1": "the default of Jpsi 0.1",
}
_ENCODING = "network.encoding"
VARIANTS = {
    "default": [],
    "plain": [f"{_ENCODING}=none", "members=1", "preprocessing=standardize", "training.groups=[]"],
    "no-encoding": [f"{_ENCODING}=none", "training.groups=[]"],
    "no-periodic": [f"{_ENCODING}.tabular.frequencies=0"],
    "no-tails": [f"{_ENCODING}.tabular.tails=false"],
    "no-clip": [f"{_ENCODING}.tabular.clip=false"],
    "standardize": ["preprocessing=standardize"],
    "one-member": ["members=1"],
    "four-members": ["members=4"],
    "dropout": ["network.dropout=0.15"],
    "rate": ["training.optimizer.adamw.learningRate=0.001"],
    "relu": ["network.activation=relu"],
}
