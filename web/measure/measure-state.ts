import { signal } from "@preact/signals";

/** How far this page is. */
export type MeasureState =
  | { readonly type: "connecting" }
  | { readonly type: "loading"; readonly model: string; readonly phase: string; readonly ratio?: number | undefined }
  | { readonly type: "measuring"; readonly model: string; readonly device: string; readonly done: number }
  | { readonly type: "done" }
  | { readonly type: "failed"; readonly error: unknown };

export const state = signal<MeasureState>({ type: "connecting" });
