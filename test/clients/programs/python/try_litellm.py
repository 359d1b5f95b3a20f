from program import ASK, BASE_URL, EMBEDDING, MODEL, holds, people, run


def steps():
    import litellm

    litellm.suppress_debug_info = True

    name = {"model": f"openai/{MODEL}", "api_base": BASE_URL, "api_key": "x"}
    yield "chat", lambda: holds(litellm.completion(messages=ASK, max_tokens=16, **name).choices[0].message.content)
    yield "chat, streamed", lambda: holds(list(litellm.completion(messages=ASK, max_tokens=16, stream=True, **name)))
    yield "a schema of pydantic", lambda: holds(litellm.completion(messages=ASK, response_format={"type": "json_object", "schema": people().model_json_schema()}, max_tokens=300, **name))
    yield "text completion", lambda: holds(litellm.text_completion(prompt="Once", max_tokens=8, model=f"text-completion-openai/{MODEL}", api_base=BASE_URL, api_key="x").choices[0].text)
    yield "embeddings", lambda: holds(litellm.embedding(model=f"openai/{EMBEDDING}", input=["a"], api_base=BASE_URL, api_key="x").data)

    def overflow():
        try:
            litellm.completion(messages=[{"role": "user", "content": "word " * 20000}], **name)
        except litellm.ContextWindowExceededError:
            return
        raise AssertionError("no error")

    def unknown():
        try:
            litellm.completion(messages=ASK, **name | {"model": "openai/no-such-model"})
        except litellm.NotFoundError:
            return
        raise AssertionError("no error")

    yield "NotFoundError", unknown
    yield "ContextWindowExceededError", overflow


run("litellm", steps)
