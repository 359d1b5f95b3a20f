from program import BASE_URL, EMBEDDING, holds, run


def steps():
    from llama_index.embeddings.openai_like import OpenAILikeEmbedding

    yield "get_text_embedding", lambda: holds(len(OpenAILikeEmbedding(model_name=EMBEDDING, api_base=BASE_URL, api_key="x").get_text_embedding("a")) == 384)


run("llama-index-embeddings-openai-like", steps)
