import { join } from "node:path";
import { readModelsFile } from "../catalog/models/read-models-file.ts";
import { toBaseUrl } from "../catalog/sources/endpoint-url.ts";
import { DEFAULT_KEY_VARIABLE, type KeyRing, type KeyUse } from "../http/api-key.ts";
import type { SettingName } from "../settings/definitions.ts";
import { type AllowedKey, allowKey, listAllowedKeys } from "./key-trust.ts";
import type { Workspace } from "./workspace.ts";

/** The keys that go to an address which names none itself: an address that is typed, or FOUNDRY_LOCAL_ENDPOINT. */
const USUAL_KEYS = ["ASSAY_API_KEY", DEFAULT_KEY_VARIABLE];

/** Settings that may be addresses, or hold some. */
const ADDRESS_SETTINGS = ["foundryEndpoint", "models", "slm", "llm"] as const satisfies readonly SettingName[];

/**
 * Makes the ring of keys for endpoints. A key goes where the user has said so, whoever asks for it now: by `assay trust
 * key`, by an entry of the user's own models.json, or by an address that was typed, or set in the environment or the
 * user's own assay.json. Elsewhere it goes only once the question of `workspace.confirmKey` has been told yes.
 */
export function createKeyRing(workspace: Workspace): KeyRing {
  const asked = new Map<string, Promise<boolean>>();
  return {
    env: workspace.keys,
    async mayUseKey(use) {
      if ((await listUsersKeys(workspace)).some(({ variable, host }) => variable === use.variable && host === use.host))
        return true;
      const { confirmKey } = workspace;
      if (!use.isNamed || confirmKey === undefined) return false;
      // Several models of one host are one question.
      const name = `${use.variable} ${use.host}`;
      const answer = asked.get(name) ?? ask(use, confirmKey, workspace);
      asked.set(name, answer);
      return answer;
    },
  };
}

async function ask(
  { variable, host }: KeyUse,
  confirmKey: NonNullable<Workspace["confirmKey"]>,
  workspace: Workspace,
): Promise<boolean> {
  const isAllowed = await confirmKey({ variable, host });
  if (isAllowed) await allowKey(variable, host, workspace);
  return isAllowed;
}

/** Every key that the user has let go, and where to. */
export async function listUsersKeys(workspace: Workspace): Promise<readonly AllowedKey[]> {
  const [allowed, inModelsFile] = await Promise.all([listAllowedKeys(workspace), listOwnEndpoints(workspace)]);
  const said = listSaidAddresses(workspace).flatMap((host) => USUAL_KEYS.map((variable) => ({ variable, host })));
  return [...allowed, ...inModelsFile, ...said];
}

/** The endpoints of the user's own models.json, each with the key that it names. */
async function listOwnEndpoints({ locations }: Workspace): Promise<AllowedKey[]> {
  const file = await readModelsFile(join(locations.config, "models.json"));
  const entries = [...(file?.models.values() ?? [])].flatMap((model) => [
    model,
    ...Object.values(model.variants ?? {}),
  ]);
  return entries.flatMap(({ endpoint, foundry }) => {
    const { apiKeyVariable: variable = DEFAULT_KEY_VARIABLE } = endpoint ?? {};
    const address = endpoint?.baseUrl ?? foundry?.baseUrl;
    return address === undefined ? [] : [{ variable, host: new URL(toBaseUrl(address)).host }];
  });
}

/** Hosts of the addresses that the user typed, or set where no project can. */
function listSaidAddresses({ settings, origins, typedAddresses = [] }: Workspace): string[] {
  const set = ADDRESS_SETTINGS.filter((name) => ["flag", "environment", "user"].includes(origins[name].from));
  const texts = [...set.flatMap((name) => settings[name] ?? []), ...typedAddresses];
  return texts.flatMap((text) => (/^https?:\/\//i.test(text.trim()) ? (URL.parse(text.trim())?.host ?? []) : []));
}
