from program import ASK, MODEL, holds, people, run


def steps():
    import instructor
    import openai

    # The other modes put the schema into the prompt: what comes of that is up to the model.
    for mode in (instructor.Mode.TOOLS, instructor.Mode.JSON_SCHEMA):
        api = instructor.from_openai(openai.OpenAI(), mode=mode)
        yield f"mode {mode.name}", lambda api=api: holds(api.chat.completions.create(model=MODEL, messages=ASK, response_model=people(), max_retries=1, max_tokens=300).name)


run("instructor", steps)
