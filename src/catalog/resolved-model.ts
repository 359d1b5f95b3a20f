import type { Device, HubSource, ModelSource } from "../core/engine.ts";
import type { ModelFacts } from "../core/run.ts";
import type { EngineName } from "../engines/engines.ts";
import type { MeasuredCapability } from "./models/measured-schema.ts";

/** One runnable form of a model, as its name resolves. Unknown facts are absent. */
export interface ResolvedModel extends ModelFacts {
  /** The name before the colon; a file's name without `.gguf`, an endpoint's model. */
  readonly alias: string;
  readonly variant?: string | undefined;
  readonly version?: number | undefined;
  /** Name for people and reports, such as `notes-mini:q8_0` or `phi-4-mini@localhost:5273`. */
  readonly id: string;
  readonly engine: EngineName;
  readonly source: ModelSource;
  /** Whose model a project's entry takes the place of under this name; absent when nobody's. */
  readonly covers?: "user" | "built-in" | undefined;
  /** Asked for by the name (`phi-4-mini-gpu`) or the catalog; absent: whatever the plan says. */
  readonly device?: Device | undefined;
  /** Claimed and measured ones; `knownCapabilities()` tells them apart. */
  readonly capabilities?: readonly string[] | undefined;
  /** Evidence for those that were measured, of this variant alone. */
  readonly measured?: readonly MeasuredCapability[] | undefined;
  /** Exact name under which others know it, as the catalog says; of a variant that is not the default one, with its name behind. */
  readonly catalogId?: string | undefined;
  /** Where its files can be had, whether they are here or not. */
  readonly hub?: HubSource | undefined;
  readonly publisher?: string | undefined;
  readonly task?: string | undefined;
  readonly licenceUrl?: string | undefined;
  /** Context that the model was trained for; `contextTokens` is the one to load. */
  readonly trainedContextTokens?: number | undefined;
  readonly maxOutputTokens?: number | undefined;
  /** Chat template in place of the file's own: the name of a known one, or the path of a file. */
  readonly chatTemplate?: string | undefined;
  readonly templateVariables?: Readonly<Record<string, unknown>> | undefined;
}
