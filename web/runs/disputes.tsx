import { toAddress } from "../shell/address.ts";

/** Letters of an answer: enough to know it again. */
const EXCERPT = 200;

export interface DisputesProps {
  readonly id: string;
  readonly title: string;
  readonly answers: readonly Disputed[];
}

/** An answer about which two differ, and what they said. */
export interface Disputed {
  readonly item: string;
  readonly promptId: string;
  readonly answer: string;
  readonly said: string;
}

/** Answers that are worth another look, each with a way to it. */
export function Disputes({ id, title, answers }: DisputesProps) {
  if (answers.length === 0) return null;
  return (
    <details open>
      <summary>
        {title} ({answers.length})
      </summary>
      <ul class="run-disputes">
        {answers.map(({ item, promptId, answer, said }) => (
          <li key={`${item} ${said}`}>
            <p>
              {said}{" "}
              <a href={toAddress("rate", id, "answer", item)}>
                Look again<span class="hidden"> at this answer to the prompt {promptId}</span>
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
