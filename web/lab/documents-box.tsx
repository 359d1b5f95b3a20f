import { formatNumber } from "../../src/report/format/format-number.ts";
import type { AnswerModel } from "../answers/answer-model.ts";
import { composePrompt, roughTokens } from "./compose-prompt.ts";
import { changeDraft, draft } from "./draft.ts";
import { SIDES } from "./side.ts";

/** Reference documents that are put into the prompt. */
export function DocumentsBox({ models }: { readonly models: readonly AnswerModel[] }) {
  const { documents, system, maxTokens } = draft.value;
  const { prompt } = composePrompt(draft.value);
  const tokens = roughTokens(`${system}${prompt}`);
  const tooShort = SIDES.flatMap(({ choice }) => {
    const { label, contextTokens } = models.find(({ id }) => id === choice.value) ?? {};
    return contextTokens !== undefined && contextTokens < tokens + Math.min(maxTokens, 1)
      ? [`${label} holds ${formatNumber(contextTokens)}`]
      : [];
  });
  return (
    <details>
      <summary>
        Reference documents{" "}
        <span class={tooShort.length > 0 ? "bad" : "muted"}>
          {documents === "" ? "none" : `${formatNumber(documents.length)} characters`}
        </span>
      </summary>
      <div class="lab-fold">
        <label>
          Documents
          <textarea
            rows={6}
            value={documents}
            aria-describedby="lab-documents-help"
            onInput={(event) => changeDraft({ documents: event.currentTarget.value })}
          />
        </label>
        <p id="lab-documents-help" class="muted">
          They stand in front of your request, between marks, as data that the model is told to follow no instructions
          of. Your whole prompt is {formatNumber(prompt.length)} characters, about {formatNumber(tokens)} tokens; the
          figures show the exact number once it was asked.
        </p>
        {tooShort.length > 0 && (
          <p class="bad">
            That is likely too long: {[...new Set(tooShort)].join(", and ")} tokens for prompt and answer. Shorten the
            documents, or choose a model with a longer context.
          </p>
        )}
      </div>
    </details>
  );
}
