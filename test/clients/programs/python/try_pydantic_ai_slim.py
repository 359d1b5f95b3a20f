from program import BASE_URL, MODEL, QUESTION, holds, people, run


def steps():
    from pydantic_ai import Agent, NativeOutput, ToolOutput
    from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel
    from pydantic_ai.providers.openai import OpenAIProvider

    provider = OpenAIProvider(base_url=BASE_URL, api_key="x")
    limits = {"max_tokens": 300}
    for kind in (OpenAIChatModel, OpenAIResponsesModel):
        model = kind(MODEL, provider=provider)
        yield f"{kind.__name__}: text", lambda model=model: holds(Agent(model).run_sync(QUESTION, model_settings={"max_tokens": 16}).output)
        yield f"{kind.__name__}: output by a tool", lambda model=model: holds(Agent(model, output_type=ToolOutput(people())).run_sync(QUESTION, model_settings=limits).output.name)
        yield f"{kind.__name__}: output by a schema", lambda model=model: holds(Agent(model, output_type=NativeOutput(people())).run_sync(QUESTION, model_settings=limits).output.name)


run("pydantic-ai-slim", steps)
