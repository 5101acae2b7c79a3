"""How good extraction is: data sets, scorer, table (`evaluation.run`) and the gate (`evaluation.gate`)."""
