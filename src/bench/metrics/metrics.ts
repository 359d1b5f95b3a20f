import type { Metric } from "../../core/metric.ts";
import { charactersRate } from "./characters-rate.ts";
import { close } from "./close.ts";
import { decodeRate } from "./decode-rate.ts";
import { e2e } from "./e2e.ts";
import { footprint } from "./footprint.ts";
import { generate } from "./generate.ts";
import { icl } from "./icl.ts";
import { itl } from "./itl.ts";
import { loadCold } from "./load-cold.ts";
import { loadWarm } from "./load-warm.ts";
import { memoryProportional } from "./memory-proportional.ts";
import { memoryResident } from "./memory-resident.ts";
import { prefillRate } from "./prefill-rate.ts";
import { prefillRateByTtft } from "./prefill-rate-by-ttft.ts";
import { prepare } from "./prepare.ts";
import { send } from "./send.ts";
import { stall } from "./stall.ts";
import { throughput } from "./throughput.ts";
import { tpot } from "./tpot.ts";
import { ttfot } from "./ttfot.ts";
import { ttft } from "./ttft.ts";
import { wait } from "./wait.ts";

/** All metrics, in the order in which reports show them. */
export const METRICS: readonly Metric[] = [
  ttft,
  ttfot,
  e2e,
  decodeRate,
  tpot,
  itl,
  icl,
  stall,
  charactersRate,
  prefillRate,
  prefillRateByTtft,
  prepare,
  send,
  wait,
  generate,
  close,
  throughput,
  loadCold,
  loadWarm,
  memoryResident,
  memoryProportional,
  footprint,
];
