"""The peers, in their defaults, with one thread. Each is trained on the training and validation events together."""

import warnings

import numpy as np
import pandas as pd


def one_hot(train, test, text):
    """For learners of numbers alone: one-hot categories, median for what is missing and an indicator beside it."""
    train, test = train.copy(), test.copy()
    for column in [c for c in train.columns if c not in text]:
        if train[column].isna().any() or test[column].isna().any():
            middle = train[column].median()
            for table in (train, test):
                table[f"{column} missing"] = table[column].isna().astype(float)
                table[column] = table[column].fillna(middle)
    seen = pd.get_dummies(train, columns=text, dtype=float)
    return seen.astype(float), pd.get_dummies(test, columns=text, dtype=float).reindex(columns=seen.columns, fill_value=0.0).astype(float)


def categorical(train, test, text):
    train, test = train.copy(), test.copy()
    for column in text:
        kinds = sorted(train[column].unique())
        train[column] = pd.Categorical(train[column], categories=kinds)
        test[column] = pd.Categorical(test[column], categories=kinds)
    return train, test


class Peer:
    """`weights`: what the learner is given of them, in words."""

    weights = "as they are"
    prepare = staticmethod(one_hot)
    several = False

    def predict(self, x, y, weight, test, text):
        """Predictions of `test`, as metrics.figures takes them."""
        x, test = self.prepare(x, test, text)
        if y.dtype.kind != "f":
            score = self.fit(self.classifier(text), x, y, weight).predict_proba(test)
            return score[:, 1] if score.shape[1] == 2 else score
        # the targets are standardized for all, as Jpsi does
        mean, spread = y.mean(0), y.std(0)
        z = (y - mean) / spread
        if self.several or y.shape[1] == 1:
            z = z if y.shape[1] > 1 else z[:, 0]
            out = np.asarray(self.fit(self.regressor(text), x, z, weight).predict(test)).reshape(len(test), -1)
        else:
            out = np.stack([self.fit(self.regressor(text), x, z[:, k], weight).predict(test) for k in range(z.shape[1])], 1)
        return out * spread + mean

    def fit(self, model, x, y, weight):
        return model.fit(x, y) if weight is None else model.fit(x, y, sample_weight=weight)


class Linear(Peer):
    several = True

    def classifier(self, _):
        from sklearn.linear_model import LogisticRegression

        return Standardized(LogisticRegression(max_iter=1000))

    def regressor(self, _):
        from sklearn.linear_model import Ridge

        return Standardized(Ridge())


class Mlp(Peer):
    several = True
    weights = "as they are; none where signed"

    def classifier(self, _):
        from sklearn.neural_network import MLPClassifier

        return Standardized(MLPClassifier(random_state=0))

    def regressor(self, _):
        from sklearn.neural_network import MLPRegressor

        return Standardized(MLPRegressor(random_state=0))

    def fit(self, model, x, y, weight):
        return super().fit(model, x, y, None if weight is not None and (weight < 0).any() else weight)


class Standardized:
    def __init__(self, model):
        from sklearn.preprocessing import StandardScaler

        self.scaler, self.model = StandardScaler(), model

    def fit(self, x, y, sample_weight=None):
        x = self.scaler.fit_transform(x)
        self.model.fit(x, y) if sample_weight is None else self.model.fit(x, y, sample_weight=sample_weight)
        return self

    def predict(self, x):
        return self.model.predict(self.scaler.transform(x))

    def predict_proba(self, x):
        return self.model.predict_proba(self.scaler.transform(x))


class Hgb(Peer):
    weights = "as they are; abs(w) where signed (with signs it is far worse)"
    prepare = staticmethod(categorical)

    def classifier(self, text):
        from sklearn.ensemble import HistGradientBoostingClassifier

        return HistGradientBoostingClassifier(random_state=0, categorical_features=text or None)

    def regressor(self, text):
        from sklearn.ensemble import HistGradientBoostingRegressor

        return HistGradientBoostingRegressor(random_state=0, categorical_features=text or None)

    def fit(self, model, x, y, weight):
        return super().fit(model, x, y, None if weight is None else np.abs(weight))


class Xgboost(Peer):
    weights = "as they are; abs(w) where signed"
    prepare = staticmethod(categorical)

    def classifier(self, _):
        from xgboost import XGBClassifier

        return XGBClassifier(n_jobs=1, random_state=0, enable_categorical=True)

    def regressor(self, _):
        from xgboost import XGBRegressor

        return XGBRegressor(n_jobs=1, random_state=0, enable_categorical=True)

    def fit(self, model, x, y, weight):
        return super().fit(model, x, y, None if weight is None else np.abs(weight))


class RealMlp(Peer):
    """RealMLP-TD of pytabkit; it chooses its best epoch on the fifth of the events that it sets aside itself."""

    weights = "none"
    several = True

    @staticmethod
    def prepare(train, test, text):
        numbers = [c for c in train.columns if c not in text]
        a, b = one_hot(train[numbers], test[numbers], []) if numbers else (train[[]].copy(), test[[]].copy())
        for column in text:
            a[column], b[column] = train[column].astype("category"), test[column].astype("category")
        return a, b

    def classifier(self, _):
        from pytabkit import RealMLP_TD_Classifier

        return RealMLP_TD_Classifier(device="cpu", random_state=0, n_threads=1, verbosity=0)

    def regressor(self, _):
        from pytabkit import RealMLP_TD_Regressor

        return RealMLP_TD_Regressor(device="cpu", random_state=0, n_threads=1, verbosity=0)

    def fit(self, model, x, y, weight):
        return model.fit(x, y)


PEERS = {"linear": Linear, "mlp": Mlp, "hgb": Hgb, "xgboost": Xgboost, "realmlp": RealMlp}


def predict(name, *words):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return PEERS[name]().predict(*words)
