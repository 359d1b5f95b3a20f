import type { UnloadResult } from "../../wire/assay/unload-model.ts";
import { readServiceStatus } from "../../workbench/service-control/read-service-status.ts";
import { createServiceClient } from "../../workbench/service-control/service-client.ts";
import type { CommandContext } from "../options/command-context.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";

export interface UnloadModelOptions {
  readonly model: string;
  readonly force: boolean;
  readonly json: boolean;
}

/** `assay model unload` */
export async function unloadModel(
  options: UnloadModelOptions,
  { terminal, workspace }: CommandContext,
): Promise<number> {
  const { model, force } = options;
  using interrupt = listenForInterrupt(terminal, "stopping ...");
  const { signal } = interrupt;
  const status = await readServiceStatus(workspace.locations, { signal });
  const unloaded: UnloadResult =
    status.type === "running"
      ? await createServiceClient(status.state).unload(model, { force, signal })
      : { name: model, result: "not-loaded" };
  terminal.printResult(options, unloaded, describe(unloaded));
  return unloaded.result === "kept" ? EXIT.failed : EXIT.ok;
}

function describe({ name, result }: UnloadResult): string {
  switch (result) {
    case "unloaded":
      return `🔴 Model ${name} unloaded`;
    case "kept":
      return `Model ${name} stays: it was loaded with a time to live, which --force overrules`;
    case "not-loaded":
      return `Model ${name} was not loaded`;
    default:
      return result satisfies never;
  }
}
