"""Prints what ppi-python makes of the cases on the standard input: point estimate, its tuning and its standard error."""

import json
import sys

import numpy as np
from ppi_py import ppi_mean_ci, ppi_mean_pointestimate

results = []
for case in json.load(sys.stdin):
    truth, prediction, unlabelled = (np.array(case[key], dtype=float) for key in ("truth", "prediction", "unlabelled"))
    value = float(np.squeeze(ppi_mean_pointestimate(truth, prediction, unlabelled)))
    low, high = ppi_mean_ci(truth, prediction, unlabelled, alpha=0.05)
    results.append({"value": value, "low": float(np.squeeze(low)), "high": float(np.squeeze(high))})
print(json.dumps(results))
