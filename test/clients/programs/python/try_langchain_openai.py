from program import BASE_URL, EMBEDDING, MODEL, QUESTION, holds, people, run


def steps():
    from langchain_openai import ChatOpenAI, OpenAIEmbeddings

    chat = ChatOpenAI(model=MODEL, base_url=BASE_URL, max_tokens=300)
    short = ChatOpenAI(model=MODEL, base_url=BASE_URL, max_tokens=16)
    yield "invoke", lambda: holds(short.invoke(QUESTION).content)
    yield "stream", lambda: holds(list(short.stream(QUESTION)))
    for method in ("function_calling", "json_schema"):
        yield f"with_structured_output, {method}", lambda method=method: holds(chat.with_structured_output(people().model_json_schema() | {"title": "person"}, method=method).invoke(QUESTION))
    yield "embeddings as texts", lambda: holds(OpenAIEmbeddings(model=EMBEDDING, base_url=BASE_URL, check_embedding_ctx_length=False).embed_query("a"))


run("langchain-openai", steps)
