"""Answers with lifetimes."""

import warnings

import pandas as pd
from lifetimes import BetaGeoFitter, GammaGammaFitter, ParetoNBDFitter

from answering import answer_lines, shown

warnings.simplefilter("ignore")

# The parameters of Holdfast's side of the scoring tasks.
PURCHASES = {"r": 0.243, "alpha": 4.414, "a": 0.793, "b": 2.426}
SPEND = {"p": 6.25, "q": 3.74, "v": 15.44}


def fitted(fitter, names):
    answer = {"values": [float(fitter.params_[name]) for name in names]}
    # The Pareto/NBD of this package has none.
    if hasattr(fitter, "standard_errors_"):
        answer["standard_errors"] = [float(fitter.standard_errors_[name]) for name in names]
    return answer


def bg_nbd_fit(base):
    return fitted(BetaGeoFitter().fit(base.frequency, base.recency, base.age), PURCHASES)


def bg_nbd_fit_weights(base):
    """Equal histories merged first, which the package leaves to its user."""
    columns = pd.DataFrame({"x": base.frequency, "t": base.recency, "age": base.age})
    grouped = columns.groupby(["x", "t", "age"], sort=False).size().reset_index(name="count")
    fitter = BetaGeoFitter().fit(grouped["x"], grouped["t"], grouped["age"], weights=grouped["count"])
    return fitted(fitter, PURCHASES)


def pareto_nbd_fit(base):
    return fitted(ParetoNBDFitter().fit(base.frequency, base.recency, base.age), ["r", "alpha", "s", "beta"])


def gamma_gamma_fit(base):
    repeat = base.frequency > 0
    return fitted(GammaGammaFitter().fit(base.frequency[repeat], base.mean_spend[repeat]), SPEND)


def purchase_model():
    model = BetaGeoFitter()
    model.params_ = pd.Series(PURCHASES)
    model.predict = model.conditional_expected_number_of_purchases_up_to_time
    return model


def expected_purchases(base):
    return {"values": shown(purchase_model().predict(39, base.frequency, base.recency, base.age))}


def clv_12_months(base):
    spend = GammaGammaFitter()
    spend.params_ = pd.Series(SPEND)
    columns = [pd.Series(column) for column in (base.frequency, base.recency, base.age, base.mean_spend)]
    value = spend.customer_lifetime_value(purchase_model(), *columns, time=12, discount_rate=0.01, freq="W")
    return {"values": shown(value.to_numpy())}


answer_lines(
    {
        task.__name__: task
        for task in (
            bg_nbd_fit,
            bg_nbd_fit_weights,
            pareto_nbd_fit,
            gamma_gamma_fit,
            expected_purchases,
            clv_12_months,
        )
    }
)
