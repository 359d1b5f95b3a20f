from program import BASE_URL, MODEL, QUESTION, holds, run


def steps():
    import guidance
    from guidance import assistant, gen, user
    from guidance.models import OpenAI

    def run(write):
        lm = OpenAI(MODEL, base_url=BASE_URL, api_key="x", echo=False)
        with user():
            lm += QUESTION
        with assistant():
            lm += write()
        return lm["x"]

    yield "gen", lambda: holds(run(lambda: gen(name="x", max_tokens=16)))
    yield "json", lambda: holds(run(lambda: guidance.json(name="x", schema={"type": "object", "properties": {"a": {"type": "string", "maxLength": 9}}, "required": ["a"]})))


run("guidance", steps)
