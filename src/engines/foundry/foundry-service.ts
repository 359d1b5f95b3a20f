import type { ChatRequest } from "../../core/chat-model.ts";
import type { FoundryVariant } from "../../wire/foundry/foundry-variant.ts";

/** A Foundry Local service, whatever its generation. Every method throws as `requestJson` does. */
export interface FoundryService {
  readonly generation: "classic" | "v1";
  /** Everything that it lists, with `cached` where it tells. */
  listVariants(signal?: AbortSignal): Promise<readonly FoundryVariant[]>;
  /** Looks a name up that is not in the list; undefined where the service knows no more than its list. */
  findVariant(name: string, signal?: AbortSignal): Promise<FoundryVariant | undefined>;
  /** Ids of what is loaded. */
  listLoaded(signal?: AbortSignal): Promise<readonly string[]>;
  /** @throws AssayError `model-missing` when it has not been downloaded */
  load(variant: FoundryVariant, signal?: AbortSignal): Promise<void>;
  unload(variant: FoundryVariant): Promise<void>;
  /** Tokens of a prompt as the service counts them; undefined where it does not. */
  countTokens(variant: FoundryVariant, request: ChatRequest, signal?: AbortSignal): Promise<number | undefined>;
}
