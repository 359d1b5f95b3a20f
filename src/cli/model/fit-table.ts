import { formatNumber } from "../../report/format/format-number.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import type { MemoryFit } from "../../workbench/model/describe-fit.ts";
import { createPlainTable } from "../render/plain-table.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Table of a model's memory by context and number of users, as indented lines; none where its header does not state it. */
export function renderFit(
  { needs, availableBytes, isUpperBound, sharedBytes }: MemoryFit,
  terminal: Terminal,
): string[] {
  const [first] = needs;
  if (first === undefined) return [];
  const heads = first.users.map(({ users }) => ({
    title: users === 1 ? "1 user" : `${users} users`,
    align: "right" as const,
  }));
  const rows = needs.map(({ contextTokens, users }) => [
    formatNumber(contextTokens, 0),
    ...users.map(({ bytes, fits }) =>
      fits ? `${formatQuantity(bytes, "bytes")} ` : `(${formatQuantity(bytes, "bytes")})`,
    ),
  ]);
  const table = createPlainTable([{ title: "context", align: "right" }, ...heads], rows, terminal);
  const free = formatQuantity(availableBytes, "bytes");
  return [
    "",
    ...describeTable(isUpperBound, sharedBytes).map((line) => `  ${line}`),
    `  ${free} are free now; what is more stands (in brackets).`,
    ...table.split("\n").map((line) => `  ${line}`),
  ];
}

function describeTable(isUpperBound: boolean, sharedBytes: number | undefined): readonly string[] {
  const memory = `Memory${isUpperBound ? ", at most," : ""} for users at the same time`;
  if (sharedBytes === undefined) return [`${memory}, each with so much context.`];
  return [
    `${memory}. Each may use so much context, but they share`,
    `one cache: it holds the context of one, and ${formatQuantity(sharedBytes, "bytes")} more for all at most, so that`,
    "more users need no more from there on. Who finds it full waits for another's end.",
  ];
}
