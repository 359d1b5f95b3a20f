import { useEffect, useState } from "preact/hooks";
import { loadEventSchema } from "../../src/wire/assay/load-model.ts";
import { type LoadedModelReport, loadedModelsSchema } from "../../src/wire/assay/loaded-models.ts";
import { parseModelList } from "../../src/wire/openai/model-list.ts";
import { askLines, askService, send } from "../shell/ask-service.ts";
import { Failure } from "../shell/failure.tsx";
import { PageError } from "../shell/page-error.ts";

/** The room `#/models`. */
export function Models() {
  const [names, setNames] = useState<readonly string[]>([]);
  const [loaded, setLoaded] = useState<readonly LoadedModelReport[]>([]);
  const [failure, setFailure] = useState<unknown>();
  const look = async () => setLoaded((await askService("/assay/v1/models/loaded", loadedModelsSchema)).models);
  useEffect(() => {
    look().catch(setFailure);
    listNames().then(setNames, setFailure);
  }, []);
  const load = async (model: string) => {
    for await (const event of askLines("/assay/v1/models/load", loadEventSchema, { method: "POST", body: { model } }))
      if (event.type === "failed") throw new PageError(event.error.code, event.error.message, event.error.hint);
    await look();
  };
  return (
    <>
      <h1>Models</h1>
      {failure !== undefined && <Failure error={failure} />}
      <ul>
        {names.map((name) => (
          <li key={name}>
            {name}{" "}
            {loaded.some((one) => one.name === name) ? (
              <span class="good">loaded</span>
            ) : (
              <button type="button" onClick={() => load(name).catch(setFailure)}>
                Load
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

async function listNames(): Promise<readonly string[]> {
  const models = parseModelList(await (await send("/v1/models")).json()) ?? [];
  return models.map(({ id }) => id);
}
