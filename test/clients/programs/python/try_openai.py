from program import ASK, EMBEDDING, MODEL, QUESTION, holds, people, run


def steps():
    import openai

    api = openai.OpenAI()
    tool = {"type": "function", "function": {"name": "weather", "parameters": {"type": "object", "properties": {"city": {"type": "string", "maxLength": 20}}, "required": ["city"]}}}
    yield "chat", lambda: holds(api.chat.completions.create(model=MODEL, messages=ASK, max_tokens=16).choices[0].message.content)
    yield "chat, streamed", lambda: holds([c for c in api.chat.completions.create(model=MODEL, messages=ASK, max_tokens=16, stream=True)])
    yield "a forced tool call", lambda: holds(api.chat.completions.create(model=MODEL, messages=ASK, tools=[tool], tool_choice="required", max_tokens=80).choices[0].message.tool_calls)
    person = people()
    wanted = {"type": "json_schema", "json_schema": {"name": "person", "schema": person.model_json_schema()}}
    yield "a schema of pydantic", lambda: holds(person.model_validate_json(api.chat.completions.create(model=MODEL, messages=ASK, response_format=wanted, max_tokens=300).choices[0].message.content))
    yield "log-probabilities with a format", lambda: holds(api.chat.completions.create(model=MODEL, messages=ASK, response_format=wanted, logprobs=True, top_logprobs=2, max_tokens=20).choices[0].logprobs)
    yield "completions", lambda: holds(api.completions.create(model=MODEL, prompt=["Once upon a time", "One, two,"], max_tokens=8, logprobs=1, echo=False).choices[1].text)
    yield "completions, a prompt scored", lambda: holds(api.completions.create(model=MODEL, prompt="One, two, three", max_tokens=0, logprobs=1, echo=True).choices[0].logprobs.token_logprobs[1] < 0)
    yield "responses", lambda: holds(api.responses.create(model=MODEL, input=QUESTION, max_output_tokens=16).output_text)
    yield "embeddings", lambda: holds(len(api.embeddings.create(model=EMBEDDING, input=["a", "b"]).data[1].embedding) == 384)
    yield "models", lambda: holds(any(m.id.startswith(MODEL) for m in api.models.list()))

    def overflow():
        try:
            api.chat.completions.create(model=MODEL, messages=[{"role": "user", "content": "word " * 20000}])
        except openai.BadRequestError as error:
            return holds(error.code == "context_length_exceeded" and error.request_id, error)
        raise AssertionError("no error")

    def unknown():
        try:
            api.chat.completions.create(model="no-such-model", messages=ASK)
        except openai.NotFoundError as error:
            return holds(error.code == "model_not_found", error)
        raise AssertionError("no error")

    yield "the error of an unknown model", unknown
    yield "the error of a prompt too long", overflow


run("openai", steps)
