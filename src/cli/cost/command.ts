import type { Command } from "commander";
import { above0 } from "../../settings/value-types.ts";
import type { ProgramContext } from "../options/command-context.ts";
import { addCommand } from "../options/define-command.ts";
import { argumentList, jsonFlag, option } from "../options/options.ts";
import { settings } from "../options/setting-options.ts";

const HELP = `
Examples:
  assay cost                                     the latest run: energy and cost of an answer, and hosted models
  assay cost --as gpt-4o-mini,gpt-5-mini         its tokens at the prices of these, and from when on it is cheaper here
  assay cost --answers-per-day 2000 --months 24  total cost over this load, here and there
  assay cost --watts-per-core 6                  estimate the energy where no counter could be read
What power, the machine and hosted models cost stands in prices.json of the project: a dated table, with where each price
is from (docs/costs.md). Without one there is no price of power, and hosted models have prices that come with assay.
A figure that nobody measured and nobody stated is absent. Energy without a counter is an estimate and is called one.
Nothing is converted between currencies without a stated rate.`;

/** `assay cost`: what the answers of a run cost here, and at the prices of hosted models. */
export function addCostCommand(program: Command, context: ProgramContext): void {
  addCommand(program, context, {
    name: "cost",
    summary: "energy and cost of a run's answers, and when a model here is cheaper than a hosted one",
    description:
      "Shows what the answers of runs took in energy and money, what their tokens would cost at the prices of hosted models, and from which load on the machine here is cheaper.",
    options: {
      ids: argumentList("[runs...]", "ids or paths of runs", ["latest"]),
      as: option("--as <models>", "hosted models to compare with, with commas between; default: all of the table"),
      answersPerDay: option("--answers-per-day <n>", "load of an average day, for total costs", above0),
      months: option("--months <n>", "months that total costs are summed up over; default: 12", above0),
      ...settings("wattsPerCore", "prices", "runs"),
      json: jsonFlag("print the costs as JSON"),
    },
    help: HELP,
    action: async () => (await import("./cost.ts")).cost,
  });
}
