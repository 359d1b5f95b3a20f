import type { Price } from "./price.ts";

/**
 * What power, the machine and hosted models cost, as the project stated it when a run began: the run keeps it, so that every
 * figure of cost can be computed from the run alone. What nobody stated is absent, and so is what rests on it.
 */
export interface Rates {
  /** ISO 4217 code of every sum of the run, such as `EUR`; absent where no price is stated. */
  readonly currency?: string | undefined;
  /** Day of the statement, such as `2026-11-30`. */
  readonly date?: string | undefined;
  /** Units of `currency` that one unit of another currency is worth. */
  readonly exchange?: Readonly<Record<string, number>> | undefined;
  /** Power that one busy processor core takes. Energy is estimated with it where no counter can be read. */
  readonly wattsPerCore?: number | undefined;
  readonly electricity?: { readonly perKwh: number; readonly source?: string | undefined } | undefined;
  readonly hardware?: HardwareCost | undefined;
  /** Hosted models to compare with. */
  readonly hosted?: readonly HostedPrice[] | undefined;
  /** The load that total costs are computed for. */
  readonly load?: Load | undefined;
}

/** The price of one hosted model, per million tokens. */
export interface HostedPrice extends Price {
  readonly provider: string;
  /** Its name there. */
  readonly model: string;
  /** Day on which the price was looked up. */
  readonly date: string;
  /** Where it was looked up. */
  readonly source: string;
}

/** So many answers, day by day. */
export interface Load {
  readonly answersPerDay: number;
  readonly months: number;
}

/** The machine that models run on, as it is paid for. */
export interface HardwareCost {
  readonly price: number;
  readonly lifeYears: number;
  /** Worth at the end of its life; absent: nothing. */
  readonly residualValue?: number | undefined;
  /** Hours of a day in which it is switched on; absent: 24. */
  readonly hoursPerDay?: number | undefined;
  /** Share of it that is paid for by this work, 0 to 1; absent: all. */
  readonly share?: number | undefined;
  /** Power that it takes while it is switched on and waits. */
  readonly idleWatts?: number | undefined;
  readonly source?: string | undefined;
}

/** What prices the answers of one target. */
export type Pricing = ModelPricing | StepsPricing | { readonly type: "unknown"; readonly because: string };

/** What prices the answers of one model. */
export type ModelPricing = TokensPricing | MachinePricing;

/** A hosted model, by its price list. */
export interface TokensPricing {
  readonly type: "tokens";
  readonly currency: string;
  readonly inputPerMillion: number;
  /** Of prompt tokens that the provider had in its cache; absent: as the others. */
  readonly cachedInputPerMillion?: number | undefined;
  readonly outputPerMillion: number;
  /** Where the price is stated, and when. */
  readonly source: string;
}

/** A model on this machine: power, the machine, or both. */
export interface MachinePricing {
  readonly type: "machine";
  readonly currency: string;
  /** Absent where nobody stated the price of power. */
  readonly perKwh?: number | undefined;
  /** Price of an hour of the machine at work, if it works all the hours that it is on; absent where nobody stated it. */
  readonly perHour?: number | undefined;
  readonly source: string;
}

/** A pipeline with hosted parts: each step by what prices its model. */
export interface StepsPricing {
  readonly type: "steps";
  readonly currency: string;
  /** By the id of the model. Those on this machine are priced by their time alone. */
  readonly byModel: Readonly<Record<string, ModelPricing>>;
  readonly source: string;
}

/** What the figures of one target's energy and cost rest on, besides its samples. */
export interface TargetRates {
  readonly wattsPerCore?: number | undefined;
  readonly pricing: Pricing;
}
