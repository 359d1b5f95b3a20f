import { readWorkspace } from "../../workbench/workspace.ts";
import { showBench } from "../bench/show-bench.ts";
import type { CommandContext } from "../options/command-context.ts";

/** `assay demo` */
export async function demo(
  { json }: { readonly json: boolean },
  { terminal, workspace: bare }: CommandContext,
): Promise<number> {
  const workspace = await readWorkspace(bare, { prompts: "meeting-notes", rounds: 2 });
  const names = ["notes-micro:*", "notes-mini:*"];
  return showBench({ workspace, names, twin: true, name: "demo" }, { form: json ? "json" : "table", terminal });
}
