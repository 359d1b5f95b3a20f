"""What a Python program of the workshop does, with the real foundry_local and openai packages."""

import httpx
from foundry_local import FoundryLocalManager
from openai import OpenAI

ALIAS = "qwen2.5-0.5b"
ID = "qwen2.5-0.5b-instruct-generic-cpu:3"

manager = FoundryLocalManager(bootstrap=False)
assert not manager.is_service_running()
manager = FoundryLocalManager(ALIAS)
assert manager.is_service_running()
assert manager.endpoint.endswith("/v1"), manager.endpoint
assert manager.get_cache_location()

catalog = manager.list_catalog_models()
assert catalog and all(":" in model.id and model.alias for model in catalog)
for name in (ALIAS, ALIAS.upper(), ID, ID.rsplit(":", 1)[0]):
    assert manager.get_model_info(name).id == ID, name
assert manager.get_model_info("no-such-model") is None
assert manager.get_model_info(ALIAS) in manager.list_cached_models()
assert [model.id for model in manager.list_loaded_models()] == [ID]
assert not manager.is_model_upgradeable(ALIAS)

client = OpenAI(base_url=manager.endpoint, api_key=manager.api_key)
messages = [{"role": "user", "content": "Explain retrieval augmented generation briefly."}]
for model in (ALIAS, ID):
    answer = client.chat.completions.create(model=model, messages=messages, max_tokens=20, temperature=0)
    assert answer.choices[0].message.content
    assert answer.usage.total_tokens > 0
    # As the benchmark of the workshop does: the first token is enough.
    for chunk in client.chat.completions.create(model=model, messages=messages, max_tokens=60, stream=True):
        if chunk.choices and chunk.choices[0].delta.content:
            break

manager.unload_model(ALIAS)
assert [model.id for model in manager.list_loaded_models()] == [ID]
manager.unload_model(ALIAS, force=True)
assert manager.list_loaded_models() == []
manager.load_model(ID, ttl=60)
assert [model.id for model in manager.list_loaded_models()] == [ID]
manager.download_model(ALIAS, force=True)

try:
    manager.load_model("phi-4-mini")
    raise SystemExit("a model that is not downloaded was loaded")
except ValueError as error:
    assert "has not been downloaded yet" in str(error), error

# What scripts without a package do.
assert httpx.get(manager.service_uri + "/health").status_code == 200
assert ID in [model["id"] for model in httpx.get(manager.endpoint + "/models").json()["data"]]
print("all steps done")
