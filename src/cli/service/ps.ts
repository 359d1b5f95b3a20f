import { formatDuration } from "../../report/format/format-duration.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import type { LoadedModelReport } from "../../wire/assay/loaded-models.ts";
import { readServiceStatus } from "../../workbench/service-control/read-service-status.ts";
import { createServiceClient } from "../../workbench/service-control/service-client.ts";
import type { CommandContext } from "../options/command-context.ts";
import { renderColumns } from "../render/columns.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";

const HEADS = ["model", "state", "device", "memory", "active", "waiting", "last used", "unloads"];

/** `assay service ps` */
export async function listLoaded(
  options: { readonly json: boolean },
  { terminal, workspace }: CommandContext,
): Promise<number> {
  using interrupt = listenForInterrupt(terminal, "stopping ...");
  const { signal } = interrupt;
  const status = await readServiceStatus(workspace.locations, { signal });
  const models = status.type === "running" ? await createServiceClient(status.state).listLoaded(signal) : [];
  const nowMs = workspace.now().getTime();
  terminal.printResult(options, { status: status.type, models }, () => {
    if (status.type !== "running") return terminal.note("the service is not running: assay service start");
    if (models.length === 0) return terminal.note("no model is loaded; the first request for one loads it");
    const rows = models.map((model) => toRow(model, nowMs));
    terminal.print(renderColumns(HEADS, rows, terminal));
  });
  return EXIT.ok;
}

function toRow(model: LoadedModelReport, nowMs: number): string[] {
  const { name, state, device, residentBytes, active, waiting, lastUsedAt, ttlMs } = model;
  const idleMs = lastUsedAt === undefined ? undefined : nowMs - Date.parse(lastUsedAt);
  return [
    name,
    state,
    device?.toUpperCase() ?? "-",
    residentBytes === undefined ? "-" : formatQuantity(residentBytes, "bytes"),
    String(active),
    String(waiting),
    active > 0 ? "now" : idleMs === undefined ? "-" : `${formatDuration(Math.max(0, idleMs))} ago`,
    ttlMs === undefined ? "when memory is needed" : `after ${formatDuration(ttlMs)} idle`,
  ];
}
