import type { Device, EngineName, ModelSource } from "../core/engine.ts";
import type { ModelFacts } from "../core/run.ts";

/** What a model's name has led to: one runnable form of it. What nobody said is absent. */
export interface ResolvedModel extends ModelFacts {
  /** The name before the colon; a file's name without `.gguf`, an endpoint's model. */
  readonly alias: string;
  readonly variant?: string | undefined;
  readonly version?: number | undefined;
  /** Name for people and reports, such as `notes-mini:q8_0` or `phi-4-mini@localhost:5273`. */
  readonly id: string;
  readonly engine: EngineName;
  readonly source: ModelSource;
  /** Asked for by the name (`phi-4-mini-gpu`) or the catalog; absent: whatever the plan says. */
  readonly device?: Device | undefined;
  readonly capabilities?: readonly string[] | undefined;
}
