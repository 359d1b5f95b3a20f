import { pluralize } from "../../src/lib/pluralize.ts";
import type { PromptSetsReport } from "../../src/wire/assay/prompt-sets.ts";
import { parsePrompts, type RunPlan } from "./run-plan.ts";

export interface PromptChoiceProps {
  readonly sets: PromptSetsReport["promptSets"];
  readonly plan: RunPlan;
  readonly onChange: (changes: Partial<RunPlan>) => void;
}

/** A set of prompts, or prompts that are written here. */
export function PromptChoice({ sets, plan, onChange }: PromptChoiceProps) {
  const { promptSet, usesOwnPrompts, ownPrompts } = plan;
  const own = parsePrompts(ownPrompts).length;
  return (
    <fieldset class="card run-field">
      <legend>Prompts</legend>
      <label class="check">
        <input
          type="radio"
          name="prompts"
          checked={!usesOwnPrompts}
          onChange={() => onChange({ usesOwnPrompts: false })}
        />
        A prompt set
      </label>
      {!usesOwnPrompts && (
        <label class="run-indented">
          <span class="hidden">Prompt set</span>
          <select value={promptSet} onChange={(event) => onChange({ promptSet: event.currentTarget.value })}>
            <option value="">The default for these models</option>
            {sets.map(({ name, title, prompts, scored, problem }) => (
              <option key={name} value={name} disabled={problem !== undefined}>
                {title}
                {prompts !== undefined && `: ${pluralize(prompts, "prompt")}`}
                {scored !== undefined && scored > 0 && `, ${scored} scored`}
                {problem !== undefined && ": cannot be read"}
              </option>
            ))}
          </select>
        </label>
      )}
      <label class="check">
        <input
          type="radio"
          name="prompts"
          checked={usesOwnPrompts}
          onChange={() => onChange({ usesOwnPrompts: true })}
        />
        My own
      </label>
      {usesOwnPrompts && (
        <label class="run-indented">
          <span class="muted small">
            One below the other, with an empty line between two. Their answers are timed, and not scored.
          </span>
          <textarea
            rows={8}
            aria-label="Own prompts"
            value={ownPrompts}
            onInput={(event) => onChange({ ownPrompts: event.currentTarget.value })}
          />
          <span class="muted small">{pluralize(own, "prompt")}</span>
        </label>
      )}
    </fieldset>
  );
}
