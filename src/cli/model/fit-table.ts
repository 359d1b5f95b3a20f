import { formatNumber } from "../../report/format/format-number.ts";
import { formatQuantity } from "../../report/format/format-quantity.ts";
import type { MemoryFit } from "../../workbench/model/describe-fit.ts";
import { createPlainTable } from "../render/plain-table.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Table of a model's memory by context and number of users, as indented lines; none where its header does not state it. */
export function renderFit({ needs, availableBytes, isUpperBound }: MemoryFit, terminal: Terminal): string[] {
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
    `  Memory${isUpperBound ? ", at most," : ""} for users at the same time, each with so much context.`,
    `  ${free} are free now; what is more stands (in brackets).`,
    ...table.split("\n").map((line) => `  ${line}`),
  ];
}
