# Reads cases as JSON from the standard input and prints, for each, what judge-kappa, krippendorff and scikit-learn compute.
import importlib.util
import json
import sys
import types

import krippendorff
import numpy as np
from sklearn.metrics import cohen_kappa_score

# The package as a whole asks for a newer Python than the part that is compared here.
package = types.ModuleType("judge_kappa")
package.__path__ = list(importlib.util.find_spec("judge_kappa").submodule_search_locations)
sys.modules["judge_kappa"] = package
from judge_kappa.agreement.alpha import KrippendorffAlpha
from judge_kappa.agreement.kappa import CohenKappa
from judge_kappa.models import JudgeVerdict, ScaleType


def verdicts(rows, scale):
    build = JudgeVerdict.model_construct
    return [
        build(judge_id=f"j{j}", eval_case_id=f"c{c}", score=scale(value))
        for j, row in enumerate(rows)
        for c, value in enumerate(row)
        if value is not None
    ]


def compute(rows):
    data = np.array([[np.nan if value is None else value for value in row] for row in rows], dtype=float)
    shared = [(a, b) for a, b in zip(rows[0], rows[1]) if a is not None and b is not None]
    first, second = zip(*shared)
    kappa = lambda weights: float(cohen_kappa_score(first, second, weights=weights, labels=[1, 2, 3, 4, 5]))
    alpha = KrippendorffAlpha(bootstrap_ci=False).compute(verdicts(rows, lambda value: value), ScaleType.ORDINAL)
    # It sorts shares into five bins.
    bins = lambda value: (value - 0.5) / 5
    linear = CohenKappa().compute(verdicts(rows[:2], bins), ScaleType.ORDINAL)
    return {
        "alpha": float(krippendorff.alpha(reliability_data=data, level_of_measurement="ordinal")),
        "linearKappa": kappa("linear"),
        "quadraticKappa": kappa("quadratic"),
        "judgeKappa": {"alpha": alpha.alpha, "linearKappa": linear.kappa},
    }


print(json.dumps([compute(rows) for rows in json.load(sys.stdin)]))
