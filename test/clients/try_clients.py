"""Tries the Python clients that are installed against a running service, and prints what came of it as a Markdown table.

    python test/clients/try_clients.py http://127.0.0.1:5273/v1 smollm2 all-minilm-l6-v2

Each step must end without an error and hold what it checks; answers are as good as the model is, and not judged.
"""

import importlib.metadata
import os
import sys
import traceback

BASE_URL, MODEL, EMBEDDING = sys.argv[1:4]
ONLY = sys.argv[4:]
os.environ.update(OPENAI_API_KEY="not-needed", OPENAI_BASE_URL=BASE_URL, OPENAI_API_BASE=BASE_URL, OTEL_SDK_DISABLED="true")

QUESTION = "What is the capital of France?"
ASK = [{"role": "user", "content": QUESTION}]
CLIENTS = []


def client(package):
    """Registers the steps of a package: a function that yields (what is tried, a call)."""
    return lambda steps: CLIENTS.append((package, steps)) or steps


def people():
    from typing import Annotated
    from pydantic import BaseModel, Field, HttpUrl

    class Person(BaseModel):
        name: Annotated[str, Field(pattern=r"^[A-Z][a-z]{1,12}$")]
        mail: Annotated[str, Field(json_schema_extra={"format": "email"})]
        page: HttpUrl | None = None
        tags: Annotated[set[Annotated[str, Field(max_length=12)]], Field(max_length=2)] = set()

    return Person


def holds(condition, what="the answer"):
    assert condition, what


@client("openai")
def openai_steps():
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

    yield "the error of a prompt too long", overflow


@client("litellm")
def litellm_steps():
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

    yield "ContextWindowExceededError", overflow


@client("instructor")
def instructor_steps():
    import instructor
    import openai

    # The other modes put the schema into the prompt: what comes of that is up to the model.
    for mode in (instructor.Mode.TOOLS, instructor.Mode.JSON_SCHEMA):
        api = instructor.from_openai(openai.OpenAI(), mode=mode)
        yield f"mode {mode.name}", lambda api=api: holds(api.chat.completions.create(model=MODEL, messages=ASK, response_model=people(), max_retries=1, max_tokens=300).name)


@client("pydantic-ai-slim")
def pydantic_ai_steps():
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


@client("openai-agents")
def agents_steps():
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


@client("langchain-openai")
def langchain_steps():
    from langchain_openai import ChatOpenAI, OpenAIEmbeddings

    chat = ChatOpenAI(model=MODEL, base_url=BASE_URL, max_tokens=300)
    short = ChatOpenAI(model=MODEL, base_url=BASE_URL, max_tokens=16)
    yield "invoke", lambda: holds(short.invoke(QUESTION).content)
    yield "stream", lambda: holds(list(short.stream(QUESTION)))
    for method in ("function_calling", "json_schema"):
        yield f"with_structured_output, {method}", lambda method=method: holds(chat.with_structured_output(people().model_json_schema() | {"title": "person"}, method=method).invoke(QUESTION))
    yield "embeddings as texts", lambda: holds(OpenAIEmbeddings(model=EMBEDDING, base_url=BASE_URL, check_embedding_ctx_length=False).embed_query("a"))


@client("llama-index-llms-openai-like")
def llama_index_steps():
    from llama_index.core.llms import ChatMessage
    from llama_index.llms.openai_like import OpenAILike

    chat = OpenAILike(model=MODEL, api_base=BASE_URL, api_key="x", is_chat_model=True, max_tokens=16)
    plain = OpenAILike(model=MODEL, api_base=BASE_URL, api_key="x", is_chat_model=False, max_tokens=16)
    yield "chat", lambda: holds(chat.chat([ChatMessage(role="user", content=QUESTION)]).message.content)
    yield "stream_chat", lambda: holds(list(chat.stream_chat([ChatMessage(role="user", content=QUESTION)])))
    yield "complete, raw", lambda: holds(plain.complete("Once upon a time").text)
    yield "structured_predict", lambda: holds(OpenAILike(model=MODEL, api_base=BASE_URL, api_key="x", is_chat_model=True, is_function_calling_model=True, max_tokens=300).as_structured_llm(people()).complete(QUESTION).text)


@client("llama-index-embeddings-openai-like")
def llama_index_embedding_steps():
    from llama_index.embeddings.openai_like import OpenAILikeEmbedding

    yield "get_text_embedding", lambda: holds(len(OpenAILikeEmbedding(model_name=EMBEDDING, api_base=BASE_URL, api_key="x").get_text_embedding("a")) == 384)


@client("haystack-ai")
def haystack_steps():
    from haystack.components.embedders import OpenAITextEmbedder
    from haystack.components.generators.chat import OpenAIChatGenerator
    from haystack.dataclasses import ChatMessage

    make = lambda **more: OpenAIChatGenerator(model=MODEL, api_base_url=BASE_URL, generation_kwargs={"max_tokens": 200, **more})
    yield "chat", lambda: holds(make().run([ChatMessage.from_user(QUESTION)])["replies"][0].text)
    yield "a schema of pydantic", lambda: holds(make(response_format={"type": "json_schema", "json_schema": {"name": "p", "schema": people().model_json_schema()}}).run([ChatMessage.from_user(QUESTION)])["replies"][0].text)
    yield "embeddings", lambda: holds(OpenAITextEmbedder(model=EMBEDDING, api_base_url=BASE_URL).run("a")["embedding"])


@client("guidance")
def guidance_steps():
    import guidance
    from guidance import assistant, gen, user
    from guidance.models import OpenAI

    def run(write):
        lm = OpenAI(MODEL, base_url=BASE_URL, api_key="x", echo=False)
        with user():
            lm += QUESTION
        with assistant():
            lm += write()
        return lm["x"]

    yield "gen", lambda: holds(run(lambda: gen(name="x", max_tokens=16)))
    yield "json", lambda: holds(run(lambda: guidance.json(name="x", schema={"type": "object", "properties": {"a": {"type": "string", "maxLength": 9}}, "required": ["a"]})))


@client("dspy")
def dspy_steps():
    import dspy

    lm = dspy.LM(f"openai/{MODEL}", api_base=BASE_URL, api_key="x", max_tokens=200, cache=False)
    yield "a prompt", lambda: holds(lm(QUESTION))
    yield "Predict with JSONAdapter", lambda: _dspy_predict(dspy, lm)


def _dspy_predict(dspy, lm):
    with dspy.context(lm=lm, adapter=dspy.JSONAdapter()):
        holds(dspy.Predict("question -> answer")(question=QUESTION).answer)


@client("lm_eval")
def lm_eval_steps():
    from lm_eval.api.instance import Instance
    from lm_eval.models.openai_completions import LocalChatCompletion, LocalCompletionsAPI

    def until(model, text):
        requests = [Instance("generate_until", {}, (text, {"until": ["\n"], "max_gen_toks": 8}), 0)]
        holds(len(model.generate_until(requests, disable_tqdm=True)) == 1)

    more = {"model": MODEL, "tokenizer_backend": None, "tokenized_requests": False}
    yield "local-completions: generate_until", lambda: until(LocalCompletionsAPI(base_url=f"{BASE_URL}/completions", **more), "One, two, three,")


def version(package):
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def main():
    failures = 0
    print("| client | version | tried | result |\n|---|---|---|---|")
    for package, steps in CLIENTS:
        if ONLY and package not in ONLY:
            continue
        if version(package) is None:
            print(f"| {package} | | not installed | |", flush=True)
            continue
        good, bad = [], []
        try:
            for what, run in steps():
                try:
                    run()
                    good.append(what)
                except Exception as error:  # noqa: BLE001
                    bad.append(f"{what}: {' '.join(str(error).split())[:160]}")
                    if os.environ.get("VERBOSE"):
                        traceback.print_exc()
        except Exception as error:  # noqa: BLE001
            bad.append(f"not started: {' '.join(str(error).split())[:160]}")
        failures += len(bad)
        print(f"| {package} | {version(package)} | {'; '.join(good)} | {'; '.join(bad) or 'all work'} |", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
