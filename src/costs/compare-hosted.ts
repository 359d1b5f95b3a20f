import { estimateMean } from "../bench/summary/estimate-mean.ts";
import type { PromptResult, Scorecard } from "../bench/summary/scorecard.ts";
import type { Estimate } from "../core/estimate.ts";
import type { HostedPrice, Load, Rates } from "../core/rates.ts";
import { type BreakEven, findBreakEven } from "./break-even.ts";
import { answersOf } from "./load-costs.ts";
import { type MachineCosts, meanOf } from "./machine-costs.ts";
import { meanOverPrompts, scaleEstimate } from "./mean-over-prompts.ts";

/** The tokens of one target at the prices of one hosted model. */
export interface HostedComparison {
  /** Such as `openai/gpt-4o-mini`. */
  readonly hosted: string;
  readonly price: HostedPrice;
  /** Price of an answer with as many tokens as the target's own; absent, with the reason, where it is unknown. */
  readonly perAnswer?: Estimate | undefined;
  readonly perThousand?: number | undefined;
  /** All timed answers of the run. */
  readonly ofRun?: number | undefined;
  readonly because?: string | undefined;
  /** Total over the stated load. */
  readonly load?: Estimate | undefined;
  /** When the machine here is cheaper; absent where the target runs elsewhere. */
  readonly breakEven?: BreakEven | undefined;
}

export interface HostedOptions {
  readonly name: string;
  readonly rates: Rates;
  readonly machine: MachineCosts | undefined;
  /** Answers that the machine gives in a day. */
  readonly capacity: number | undefined;
  readonly load: Load | undefined;
}

/** Prices the tokens of a target's answers as those of a hosted model, nothing of its prompts being in that provider's cache. */
export function compareHosted(card: Scorecard, price: HostedPrice, options: HostedOptions): HostedComparison {
  const { name, rates, machine, capacity, load } = options;
  const { currency = price.currency, exchange = {} } = rates;
  const factor = price.currency === currency ? 1 : exchange[price.currency];
  const known = { hosted: name, price };
  if (factor === undefined)
    return { ...known, because: `its price is in ${price.currency}, and no rate to ${currency} is stated` };
  const priceOf = (prompt: PromptResult) => pricesOf(prompt, price)?.map((one) => one * factor);
  const perAnswer = meanOverPrompts(card, priceOf);
  if (perAnswer === undefined) return { ...known, because: "nobody counted the tokens of prompts and answers" };
  const breakEven = machine && findBreakEven(machine.perDay, gain(card, priceOf, machine), capacity);
  return {
    ...known,
    perAnswer,
    perThousand: perAnswer.value * 1000,
    ofRun: card.prompts.flatMap((prompt) => priceOf(prompt) ?? []).reduce((sum, one) => sum + one, 0),
    ...(load !== undefined && { load: scaleEstimate(perAnswer, answersOf(load)) }),
    ...(breakEven !== undefined && { breakEven }),
  };
}

function pricesOf(
  { values }: PromptResult,
  { inputPerMillion, outputPerMillion }: HostedPrice,
): readonly number[] | undefined {
  const { "input-tokens": input, "output-tokens": output } = values;
  // Rounds that lack either count cannot be paired.
  if (input === undefined || output === undefined || input.length !== output.length) return undefined;
  return input.map((tokens, index) => (tokens * inputPerMillion + (output[index] ?? 0) * outputPerMillion) / 1e6);
}

/** What an answer costs more there than here, without the machine itself: paired by prompt. */
function gain(
  { prompts }: Scorecard,
  priceOf: (prompt: PromptResult) => readonly number[] | undefined,
  machine: MachineCosts,
): Estimate | undefined {
  const differences = prompts.flatMap((prompt) => {
    const [there, here] = [meanOf(priceOf(prompt)), meanOf(machine.perAnswer(prompt))];
    return there === undefined || here === undefined ? [] : there - here;
  });
  return differences.length === 0
    ? undefined
    : estimateMean(differences.map((value) => ({ of: "prompts", values: [value] })));
}
