import type { Endpoint } from "../../http/endpoint.ts";
import { toProtocolError } from "../../http/errors.ts";
import { requestJson } from "../../http/request-json.ts";
import { type ListedModel, parseModelList } from "../../wire/openai/model-list.ts";

/** Asks an endpoint which models it offers. @throws AssayError as `requestJson` */
export async function listModels(endpoint: Endpoint, signal?: AbortSignal): Promise<readonly ListedModel[]> {
  const body = await requestJson(endpoint, "models", { signal });
  const models = parseModelList(body);
  if (models === undefined) throw toProtocolError(endpoint, "a list of models", JSON.stringify(body) ?? "nothing");
  return models;
}
