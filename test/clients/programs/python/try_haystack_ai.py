from program import BASE_URL, EMBEDDING, MODEL, QUESTION, holds, people, run


def steps():
    from haystack.components.embedders import OpenAITextEmbedder
    from haystack.components.generators.chat import OpenAIChatGenerator
    from haystack.dataclasses import ChatMessage

    make = lambda **more: OpenAIChatGenerator(model=MODEL, api_base_url=BASE_URL, generation_kwargs={"max_tokens": 200, **more})
    yield "chat", lambda: holds(make().run([ChatMessage.from_user(QUESTION)])["replies"][0].text)
    yield "a schema of pydantic", lambda: holds(make(response_format={"type": "json_schema", "json_schema": {"name": "p", "schema": people().model_json_schema()}}).run([ChatMessage.from_user(QUESTION)])["replies"][0].text)
    yield "embeddings", lambda: holds(OpenAITextEmbedder(model=EMBEDDING, api_base_url=BASE_URL).run("a")["embedding"])


run("haystack-ai", steps)
