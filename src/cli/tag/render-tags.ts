import type { TaskFinding } from "../../selection/judge-tasks.ts";
import type { TaggedModel, TagResult } from "../../workbench/model/tag-models.ts";
import { renderColumns } from "../render/columns.ts";
import { MOST_WIDTH, wrapText } from "../render/wrap-text.ts";
import type { Terminal } from "../terminal/terminal.ts";

const HEADS = ["task", "quality", "interval", "n", "stated"];

/** What a run says of its models, task by task, and what is written of it. */
export function renderTags(result: TagResult, terminal: Terminal): string {
  const width = Math.min(terminal.out.columns ?? MOST_WIDTH, MOST_WIDTH);
  const { models, file, isWritten, run, floor } = result;
  const changed = models.filter(({ edit }) => edit !== undefined);
  const end =
    changed.length === 0
      ? `${file} stays as it is.`
      : isWritten
        ? `Written into ${file}: ${changed.map(({ target }) => target).join(", ")}.`
        : `${changed.map(describeEdit).join("\n")}\nNothing is written yet; that goes into ${file}.`;
  return [
    ...wrapText(`Measured by ${run}; stated from ${floor} on, at the lower end of the interval.`, width),
    ...models.map((model) => renderModel(model, terminal, width)),
    ["", ...wrapText(end, width)].join("\n"),
  ].join("\n");
}

function renderModel(
  { target, findings, refusal, contradicted }: TaggedModel,
  terminal: Terminal,
  width: number,
): string {
  const head = `\n${terminal.style("bold", target)}`;
  if (refusal !== undefined) return [head, ...wrapText(refusal, width)].join("\n");
  const claims = contradicted.map((task) => `"${task}" is claimed, and measured to lie below the floor.`);
  return [head, renderColumns(HEADS, findings.map(toRow), terminal), ...claims].join("\n");
}

function toRow({ task, value, interval, n, state, because }: TaskFinding): string[] {
  return [
    task,
    value === undefined ? "-" : value.toFixed(2),
    interval === undefined ? "-" : `${interval.low.toFixed(2)} to ${interval.high.toFixed(2)}`,
    String(n),
    state === "carried" ? "yes" : `no: ${because}`,
  ];
}

function describeEdit({ target, edit }: TaggedModel): string {
  return `${target}: "capabilities": ${JSON.stringify(edit?.facts.capabilities)}`;
}
