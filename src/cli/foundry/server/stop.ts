import { stopService } from "../../../workbench/service-control/stop-service.ts";
import type { CommandContext } from "../../options/command-context.ts";
import { toServerStatusJson } from "../render/server-status.ts";

/** `foundry server stop` */
export async function stopServer(
  { output }: { readonly output: "json" | "text" | undefined },
  { terminal, workspace }: CommandContext,
): Promise<number> {
  await stopService({ workspace });
  const status = toServerStatusJson({ type: "stopped" }, workspace.now());
  terminal.printResult({ json: output === "json" }, status, "🔴 Service is stopped.");
  return 0;
}
