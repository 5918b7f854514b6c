"""Answers with PyMC-Marketing: the maximum a posteriori under flat priors, which is the maximum of the likelihood."""

import logging
import warnings

import numpy as np
import pandas as pd
from pymc_extras.prior import Prior
from pymc_marketing.clv import BetaGeoModel, GammaGammaModel, ParetoNBDModel

from answering import answer_lines

warnings.simplefilter("ignore")
logging.disable(logging.WARNING)


def columns(base):
    return pd.DataFrame(
        {
            "customer_id": np.arange(len(base.frequency)),
            "frequency": base.frequency,
            "recency": base.recency,
            "T": base.age,
            "monetary_value": base.mean_spend,
        }
    )


def fitted(model, names, data):
    instance = model(model_config={name: Prior("HalfFlat") for name in names})
    instance.fit(data=data, method="map", progressbar=False)
    return {"values": [float(instance.fit_result[name].squeeze()) for name in names]}


def bg_nbd_fit(base):
    return fitted(BetaGeoModel, ["r", "alpha", "a", "b"], columns(base))


def pareto_nbd_fit(base):
    return fitted(ParetoNBDModel, ["r", "alpha", "s", "beta"], columns(base))


def gamma_gamma_fit(base):
    data = columns(base)
    return fitted(GammaGammaModel, ["p", "q", "v"], data[data["frequency"] > 0])


answer_lines({task.__name__: task for task in (bg_nbd_fit, pareto_nbd_fit, gamma_gamma_fit)})
