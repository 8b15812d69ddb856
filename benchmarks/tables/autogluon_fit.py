"""Fits AutoGluon (`medium_quality`) to FOLDER/learned.csv for SECONDS with two threads and writes FOLDER/answers.csv for FOLDER/asked.csv.

  autogluon_fit.py FOLDER LABEL binary|multiclass|regression SECONDS [WEIGHT]
"""

import pathlib
import sys

import pandas as pd
from autogluon.tabular import TabularPredictor

folder, label, kind, seconds, weight = sys.argv[1:]
folder = pathlib.Path(folder)
learned, asked = (pd.read_csv(folder / name, keep_default_na=False, na_values=["nan"]) for name in ("learned.csv", "asked.csv"))
predictor = TabularPredictor(
    label,
    problem_type=kind,
    eval_metric={"binary": "roc_auc", "multiclass": "accuracy", "regression": "root_mean_squared_error"}[kind],
    path=str(folder / "autogluon"),
    sample_weight=weight or None,
    weight_evaluation=bool(weight),
    verbosity=0,
)
predictor.fit(learned, presets="medium_quality", time_limit=float(seconds), num_cpus=2, num_gpus=0)
if kind == "regression":
    answers = predictor.predict(asked).to_frame()
else:
    answers = predictor.predict_proba(asked)
    answers = answers[sorted(answers.columns)]
    answers = answers.iloc[:, 1:] if kind == "binary" else answers
answers.to_csv(folder / "answers.csv", index=False)
