import type { LoadPlan } from "./load-plan.ts";

/** Bytes that models really took, for the next time that they are loaded in the same way. */
export interface NeedHistory {
  /** Measured, else estimated; 0 when neither is known. */
  need(name: string, plan: LoadPlan): { readonly bytes: number; readonly isMeasured: boolean };
  learn(name: string, plan: LoadPlan, bytes: number): void;
}

export function createNeedHistory(): NeedHistory {
  const measured = new Map<string, number>();
  return {
    need(name, plan) {
      const bytes = measured.get(toKey(name, plan));
      return { bytes: bytes ?? plan.needBytes ?? 0, isMeasured: bytes !== undefined };
    },
    learn: (name, plan, bytes) => void measured.set(toKey(name, plan), bytes),
  };
}

function toKey(name: string, { options }: LoadPlan): string {
  return JSON.stringify([name, options.parallel, options.contextTokens]);
}
