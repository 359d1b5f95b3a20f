from program import BASE_URL, MODEL, QUESTION, holds, people, run


def steps():
    from llama_index.core.llms import ChatMessage
    from llama_index.llms.openai_like import OpenAILike

    chat = OpenAILike(model=MODEL, api_base=BASE_URL, api_key="x", is_chat_model=True, max_tokens=16)
    plain = OpenAILike(model=MODEL, api_base=BASE_URL, api_key="x", is_chat_model=False, max_tokens=16)
    yield "chat", lambda: holds(chat.chat([ChatMessage(role="user", content=QUESTION)]).message.content)
    yield "stream_chat", lambda: holds(list(chat.stream_chat([ChatMessage(role="user", content=QUESTION)])))
    yield "complete, raw", lambda: holds(plain.complete("Once upon a time").text)
    yield "structured_predict", lambda: holds(OpenAILike(model=MODEL, api_base=BASE_URL, api_key="x", is_chat_model=True, is_function_calling_model=True, max_tokens=300).as_structured_llm(people()).complete(QUESTION).text)


run("llama-index-llms-openai-like", steps)
