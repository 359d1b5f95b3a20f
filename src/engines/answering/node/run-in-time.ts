import vm from "node:vm";
import type { RunInTime } from "../schemas/check-by-schema.ts";

/** Expressions and unions of a client's schema can take as long as they like: nobody gets a token meanwhile. */
const longestMs = 250;

/** A script with a time limit can be stopped in the middle of an expression, and what it calls with it. */
export const runInTime: RunInTime = (run) => vm.runInNewContext("run()", { run }, { timeout: longestMs });
