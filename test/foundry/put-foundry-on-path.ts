import { delimiter, join, resolve } from "node:path";
import type { TestContext } from "node:test";
import { makeFolder } from "../make-folder.ts";
import { putOnPath } from "../put-on-path.ts";
import { FOUNDRY_MODELS } from "./foundry-models.ts";

const MAIN = resolve("src/cli/foundry/main.ts");

export interface InstalledFoundry {
  /** The project: a folder with a models.json. */
  readonly folder: string;
  /** With our `foundry` first on PATH, and a home and a port of its own. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Puts a starter of our `foundry` first on a PATH, as installing the package does, in a home that only the test knows.
 *
 * @param port of the service; 0 takes a free one
 */
export function putFoundryOnPath(test: TestContext, models: object = FOUNDRY_MODELS, port = 0): InstalledFoundry {
  const folder = makeFolder(test, { "models.json": JSON.stringify({ schema: 1, models }) });
  const bin = makeFolder(test);
  putOnPath(bin, "foundry", MAIN);
  const home = makeFolder(test);
  const { FOUNDRY_LOCAL_ENDPOINT: _, ...rest } = process.env;
  const env = {
    ...rest,
    PATH: `${bin}${delimiter}${process.env.PATH ?? ""}`,
    ASSAY_HOME: home,
    HF_HOME: join(home, "hub"),
    ASSAY_SERVICE_PORT: String(port),
  };
  return { folder, env };
}
