import asyncio

from program import BASE_URL, EMBEDDING, MODEL, QUESTION, TOO_LONG, holds, run


def steps():
    from openai import AsyncOpenAI
    from pydantic import BaseModel
    from semantic_kernel import Kernel
    from semantic_kernel.connectors.ai import FunctionChoiceBehavior
    from semantic_kernel.connectors.ai.open_ai import OpenAIChatCompletion, OpenAIChatPromptExecutionSettings, OpenAITextCompletion, OpenAITextEmbedding
    from semantic_kernel.contents import ChatHistory
    from semantic_kernel.exceptions import ServiceResponseException
    from semantic_kernel.functions import kernel_function

    class Capital(BaseModel):
        city: str

    class Weather:
        calls = 0

        @kernel_function(description="Tells the weather of a city.")
        def weather(self, city: str) -> str:
            Weather.calls += 1
            return f"sunny in {city}"

    service = lambda kind, name: kind(ai_model_id=name, async_client=AsyncOpenAI(base_url=BASE_URL, api_key="x", max_retries=0))

    def ask(text=QUESTION, name=MODEL, kernel=None, **more):
        async def asked():
            history = ChatHistory(system_message="Be brief.")
            history.add_user_message(text)
            settings = OpenAIChatPromptExecutionSettings(**{"max_tokens": 300, **more})
            return await service(OpenAIChatCompletion, name).get_chat_message_content(history, settings, kernel=kernel)

        return asyncio.run(asked())

    async def stream():
        history = ChatHistory()
        history.add_user_message(QUESTION)
        chunks = service(OpenAIChatCompletion, MODEL).get_streaming_chat_message_content(history, OpenAIChatPromptExecutionSettings(max_tokens=16))
        holds("".join([str(chunk) async for chunk in chunks]))

    def tool():
        kernel = Kernel()
        kernel.add_plugin(Weather(), "weather")
        ask("The weather in Bern?", kernel=kernel, function_choice_behavior=FunctionChoiceBehavior.Required(auto_invoke=True))
        holds(Weather.calls > 0)

    def refused(code, **more):
        try:
            ask(**more)
        except ServiceResponseException as error:
            return holds(error.__cause__.code == code, error)
        raise AssertionError("no error")

    yield "chat", lambda: holds(str(ask(max_tokens=16)))
    yield "chat, streamed", lambda: asyncio.run(stream())
    yield "a function that is called by itself", tool
    yield "a schema of pydantic", lambda: holds(Capital.model_validate_json(str(ask(response_format=Capital))))
    yield "text completion", lambda: holds(asyncio.run(text(service(OpenAITextCompletion, MODEL))))
    yield "embeddings", lambda: holds(asyncio.run(service(OpenAITextEmbedding, EMBEDDING).generate_embeddings(["a", "b"])).shape == (2, 384))
    yield "the error of an unknown model", lambda: refused("model_not_found", name="no-such-model")
    yield "the error of a prompt too long", lambda: refused("context_length_exceeded", text=TOO_LONG)


async def text(service):
    from semantic_kernel.connectors.ai.open_ai import OpenAITextPromptExecutionSettings

    return str((await service.get_text_contents("Once upon a time", OpenAITextPromptExecutionSettings(max_tokens=8)))[0])


run("semantic-kernel", steps)
