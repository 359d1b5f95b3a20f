import { serve } from "../../service/serve.ts";
import type { GivenSettings } from "../../settings/read-settings.ts";
import { isOpenToOthers } from "../../workbench/service-control/open-to-others.ts";
import type { CommandContext } from "../options/command-context.ts";
import { openServiceWorkspace } from "../options/service-workspace.ts";
import { EXIT } from "../terminal/exit-codes.ts";

/** `assay serve` */
export async function serveInForeground(
  options: { readonly given: GivenSettings },
  { terminal, workspace: bare }: CommandContext,
): Promise<number> {
  const { workspace, given } = await openServiceWorkspace(bare, options);
  const service = await serve({ workspace, given, mode: "foreground" });
  const { state } = service;
  let signals = 0;
  const stop = () => {
    signals += 1;
    if (signals > 2) process.exit(EXIT.interrupted);
    terminal.note(
      signals === 1 ? "stopping: what runs may end first; Ctrl-C again cuts it ..." : "cutting what runs ...",
    );
    void service.stop({ now: signals > 1 });
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  const [first] = state.endpoints;
  terminal.print(`🟢 Service is started on ${first}, process ${state.processId}`);
  terminal.print(`   project  ${state.project}`);
  terminal.print(`   listens  ${state.endpoints.join(", ")}${state.hasKey ? ", with a key" : ""}`);
  terminal.print(`   clients  ${first}/v1`);
  terminal.print(`   models   ${await describeModels(service.listNames)}`);
  if (isOpenToOthers(state))
    terminal.note(`${terminal.style("yellow", "warning:")} everyone who can reach it may use it: it has no key`);
  terminal.note(terminal.style("dim", "Ctrl-C stops it"));
  await service.stopped;
  terminal.print("🔴 Service is stopped.");
  return EXIT.ok;
}

/** The default names first: that is what people type. */
async function describeModels(listNames: () => Promise<readonly string[]>): Promise<string> {
  const names = await listNames();
  const [shown, rest] = [names.slice(0, SHOWN), names.length - SHOWN];
  return `${shown.join(", ") || "none"}${rest > 0 ? `, and ${rest} more` : ""}`;
}

const SHOWN = 8;
