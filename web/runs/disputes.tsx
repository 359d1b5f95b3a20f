import type { RunQuality } from "../../src/wire/assay/run-quality.ts";
import { toAddress } from "../shell/address.ts";

/** Letters of an answer: enough to know it again. */
const EXCERPT = 200;

export interface DisputesProps {
  readonly id: string;
  readonly disputes: RunQuality["disputes"];
}

/** The answers about which people differ most, with a way to look at each again. */
export function Disputes({ id, disputes }: DisputesProps) {
  return (
    <details open>
      <summary>Most disputed answers ({disputes.length})</summary>
      <ul class="run-disputes">
        {disputes.map(({ item, criterion, promptId, answer, targets, scores }) => (
          <li key={`${item} ${criterion}`}>
            <p>
              <b>{criterion}</b>: {scores.map(({ by, score }) => `${by} ${score}`).join(", ")}{" "}
              <span class="muted">
                ({targets.join(", ")}, prompt {promptId})
              </span>{" "}
              <a href={toAddress("rate", id, "answer", item)}>
                Look again<span class="hidden"> at this answer, prompt {promptId}</span>
              </a>
            </p>
            <p class="muted small">{shorten(answer)}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}

function shorten(answer: string): string {
  const line = answer.replaceAll(/\s+/g, " ").trim();
  return line.length > EXCERPT ? `${line.slice(0, EXCERPT).toWellFormed()}...` : line;
}
