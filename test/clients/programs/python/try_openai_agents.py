from program import MODEL, QUESTION, holds, run


def steps():
    from agents import Agent, ModelSettings, OpenAIChatCompletionsModel, OpenAIResponsesModel, Runner, function_tool, set_tracing_disabled
    from openai import AsyncOpenAI
    from pydantic import BaseModel

    set_tracing_disabled(True)

    class Capital(BaseModel):
        city: str

    @function_tool
    def weather(city: str) -> str:
        """Tells the weather of a city."""
        return f"sunny in {city}"

    for kind in (OpenAIChatCompletionsModel, OpenAIResponsesModel):
        settings = ModelSettings(max_tokens=200)
        make = lambda kind=kind, **more: Agent(name="a", model=kind(model=MODEL, openai_client=AsyncOpenAI()), model_settings=settings, **more)
        yield f"{kind.__name__}: text", lambda make=make: holds(Runner.run_sync(make(), QUESTION).final_output)
        yield f"{kind.__name__}: a schema", lambda make=make: holds(Runner.run_sync(make(output_type=Capital), QUESTION).final_output.city)
        forced = ModelSettings(max_tokens=200, tool_choice="required")
        yield f"{kind.__name__}: a tool and its result", lambda kind=kind: holds(Runner.run_sync(Agent(name="a", model=kind(model=MODEL, openai_client=AsyncOpenAI()), model_settings=forced, tools=[weather]), QUESTION).final_output)


run("openai-agents", steps)
