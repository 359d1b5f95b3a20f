import type { LoadedModel } from "../../core/engine.ts";
import type { Sample } from "../../core/sample.ts";
import type { EnergyMeter } from "../energy-meter.ts";

/**
 * Records a request together with the processor time and the energy that it takes. Both are read before it is sent and after
 * it has ended, so that its times stay its own.
 */
export async function measureExpense(
  record: () => Promise<Sample>,
  { loaded, energy }: { readonly loaded: LoadedModel; readonly energy: EnergyMeter | undefined },
): Promise<Sample> {
  const startedMs = await loaded.readProcessorMs?.();
  using window = await energy?.open();
  const sample = await record();
  const reading = await window?.close();
  const endedMs = await loaded.readProcessorMs?.();
  return {
    ...sample,
    ...(startedMs !== undefined && endedMs !== undefined && { processorMs: endedMs - startedMs }),
    ...(reading !== undefined && { energy: reading }),
  };
}
