import { useState } from "preact/hooks";
import { PLAN_BOUNDS, PLAN_DEFAULTS } from "../../src/core/plan-defaults.ts";
import { pluralize } from "../../src/lib/pluralize.ts";
import { type PromptSetsReport, promptSetsSchema } from "../../src/wire/assay/prompt-sets.ts";
import { runStateSchema } from "../../src/wire/assay/run-events.ts";
import { catalog, refreshCatalog } from "../catalog/catalog.ts";
import { addressQuery, toAddress } from "../shell/address.ts";
import { askService } from "../shell/ask-service.ts";
import { Failure } from "../shell/failure.tsx";
import { usePolled } from "../shell/use-polled.ts";
import { ModelChoice } from "./model-choice.tsx";
import { PromptChoice } from "./prompt-choice.tsx";
import { parsePrompts, type RunPlan, toRequest } from "./run-plan.ts";

const LISTS_MS = 60_000;

/** Starts a run: models, prompts, and how often. `#/runs/new?model=notes-mini:q8_0` begins with that model. */
export function NewRunPage() {
  const [sets, setSets] = useState<PromptSetsReport["promptSets"]>([]);
  const lists = usePolled(async (signal) => {
    await refreshCatalog(signal);
    setSets((await askService("/assay/v1/prompt-sets", promptSetsSchema, { signal })).promptSets);
  }, LISTS_MS);
  const [plan, setPlan] = useState<RunPlan>(() => emptyPlan(addressQuery.value.getAll("model")));
  const [isStarting, setStarting] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const change = (changes: Partial<RunPlan>) => setPlan({ ...plan, ...changes });
  const start = (event: SubmitEvent) => {
    event.preventDefault();
    setStarting(true);
    setFailure(undefined);
    askService("/assay/v1/runs", runStateSchema, { method: "POST", body: toRequest(plan) }).then(
      ({ id }) => {
        location.hash = toAddress("runs", id);
      },
      (error: unknown) => {
        setFailure(error);
        setStarting(false);
      },
    );
  };
  return (
    <>
      <p class="run-crumbs">
        <a href={toAddress("runs")}>Runs</a> <span class="muted">/ new</span>
      </p>
      <div class="room-head">
        <h1>Measure models</h1>
      </div>
      {lists.failure !== undefined && <Failure error={lists.failure} onRetry={lists.readNow} />}
      <form class="cards" onSubmit={start}>
        <ModelChoice models={catalog.value?.models} chosen={plan.models} onChange={(models) => change({ models })} />
        <PromptChoice sets={sets} plan={plan} onChange={change} />
        <Numbers plan={plan} onChange={change} />
        {failure !== undefined && <Failure error={failure} />}
        <div class="run-actions">
          <button type="submit" class="primary" disabled={isStarting || !isReady(plan)}>
            {isStarting ? "Looking at the models ..." : "Start measuring"}
          </button>
          <span class="muted small">{describePlan(plan, sets)}</span>
        </div>
      </form>
    </>
  );
}

function emptyPlan(models: readonly string[]): RunPlan {
  const numbers = { rounds: "", warmUp: "", maxTokens: "" };
  return { models, promptSet: "", usesOwnPrompts: false, ownPrompts: "", ...numbers, endsOnceDecided: false };
}

function isReady({ models, usesOwnPrompts, ownPrompts }: RunPlan): boolean {
  return models.length > 0 && (!usesOwnPrompts || parsePrompts(ownPrompts).length > 0);
}

interface NumbersProps {
  readonly plan: RunPlan;
  readonly onChange: (changes: Partial<RunPlan>) => void;
}

const NUMBERS = [
  { name: "rounds", label: "Rounds", help: "how often each prompt is asked" },
  { name: "warmUp", label: "Warm-up", help: "untimed requests before" },
  { name: "maxTokens", label: "Most tokens", help: "of an answer" },
] as const;

function Numbers({ plan, onChange }: NumbersProps) {
  return (
    <fieldset class="card run-field">
      <legend>How often, how long</legend>
      <div class="run-numbers">
        {NUMBERS.map(({ name, label, help }) => (
          <label key={name}>
            {label} <small class="muted">{help}</small>
            <input
              type="number"
              inputMode="numeric"
              min={PLAN_BOUNDS[name][0]}
              max={name === "maxTokens" ? 100_000 : 100}
              placeholder={String(name === "rounds" ? usualRounds(plan) : PLAN_DEFAULTS[name])}
              value={plan[name]}
              onInput={(event) => onChange({ [name]: event.currentTarget.value })}
            />
          </label>
        ))}
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={plan.endsOnceDecided}
          onChange={(event) => onChange({ endsOnceDecided: event.currentTarget.checked })}
        />
        <span>
          End once the verdict is settled{" "}
          <small class="muted">looks at growing shares of the prompts, one round each</small>
        </span>
      </label>
      <p class="muted small">
        What is left empty is as <code>assay bench</code> has it in this project.
      </p>
    </fieldset>
  );
}

/** A run that ends once it is decided rather asks another prompt than the same one again. */
function usualRounds({ endsOnceDecided }: RunPlan): number {
  return endsOnceDecided ? 1 : PLAN_DEFAULTS.rounds;
}

/** How many requests it will be, as far as the form says. */
function describePlan(plan: RunPlan, sets: PromptSetsReport["promptSets"]): string {
  const { models, promptSet, usesOwnPrompts, ownPrompts, rounds } = plan;
  if (models.length === 0) return "Pick at least one model.";
  const prompts = usesOwnPrompts
    ? parsePrompts(ownPrompts).length
    : sets.find(({ name }) => name === promptSet)?.prompts;
  if (prompts === undefined) return pluralize(models.length, "model");
  const times = rounds === "" ? usualRounds(plan) : Number(rounds);
  return `${plan.endsOnceDecided ? "At most " : ""}${pluralize(models.length, "model")} × ${pluralize(prompts, "prompt")} × ${pluralize(times, "round")}: ${pluralize(models.length * prompts * times, "request")}`;
}
