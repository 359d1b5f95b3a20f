import { describeCanary, explainCanary } from "../../sameness/canary/describe-canary.ts";
import type { CanaryState } from "../../sameness/canary/judge-canary.ts";
import type { CanaryCheck } from "../../workbench/canary/canary.ts";
import { MOST_WIDTH, wrapText } from "../render/wrap-text.ts";
import type { Terminal } from "../terminal/terminal.ts";

const CALM: ReadonlySet<CanaryState> = new Set(["identical", "rounding"]);

/** What moved of one model: a line where nothing did, else the sentences behind it. */
export function renderCheck(check: CanaryCheck, terminal: Terminal): string {
  const width = Math.min(terminal.out.columns ?? MOST_WIDTH, MOST_WIDTH);
  const { model, recordedAt } = check;
  const head = (words: string, colour: "green" | "yellow" | "red") =>
    wrapText(`${model}: ${words}`, width).map((line) => terminal.style([colour, "bold"], line));
  switch (check.type) {
    case "unchanged":
      return head(`not asked: nothing changed since ${recordedAt.slice(0, 10)} that is known to matter.`, "green").join(
        "\n",
      );
    case "failed": {
      const { message, hint } = check.error;
      return [...head(message, "red"), ...(hint === undefined ? [] : bullet(hint, width))].join("\n");
    }
    case "compared": {
      const colour = CALM.has(check.state) ? "green" : "yellow";
      return [
        ...head(describeCanary(check), colour),
        ...explainCanary(check).flatMap((text) => bullet(text, width)),
      ].join("\n");
    }
    default:
      return check satisfies never;
  }
}

function bullet(text: string, width: number): readonly string[] {
  return wrapText(text, width - 2).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));
}
