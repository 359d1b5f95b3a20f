import { readServiceStatus } from "../../../workbench/service-control/read-service-status.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { renderServerStatus, toServerStatusJson } from "../render/server-status.ts";

/** `foundry server status` */
export async function showServer(
  { output }: { readonly output: "json" | "text" | undefined },
  { terminal, workspace }: CommandContext,
): Promise<number> {
  const status = await readServiceStatus(workspace.locations);
  const now = workspace.now();
  terminal.printResult({ json: output === "json" }, toServerStatusJson(status, now), renderServerStatus(status, now));
  return 0;
}
