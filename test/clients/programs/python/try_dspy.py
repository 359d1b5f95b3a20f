from program import BASE_URL, MODEL, QUESTION, holds, run


def steps():
    import dspy

    lm = dspy.LM(f"openai/{MODEL}", api_base=BASE_URL, api_key="x", max_tokens=200, cache=False)
    yield "a prompt", lambda: holds(lm(QUESTION))
    yield "Predict with JSONAdapter", lambda: _dspy_predict(dspy, lm)


def _dspy_predict(dspy, lm):
    with dspy.context(lm=lm, adapter=dspy.JSONAdapter()):
        holds(dspy.Predict("question -> answer")(question=QUESTION).answer)


run("dspy", steps)
