import * as z from "zod";

/** Facts that a running server reports about itself. */
export interface ServerProperties {
  readonly modelPath: string;
  readonly slots?: number | undefined;
  /** Of each slot. */
  readonly contextTokens?: number | undefined;
  /** Whether the model's template has a place for tools; absent in programs that make one where it has none. */
  readonly tools?: boolean | undefined;
  /** Such as `q8_0`. */
  readonly quantisation?: string | undefined;
}

const count = z.int().positive().optional().catch(undefined);

const propertiesSchema = z.object({
  model_path: z.string(),
  total_slots: count,
  chat_template_caps: z.object({ supports_tools: z.boolean() }).optional().catch(undefined),
  model_ftype: z.string().optional().catch(undefined),
  default_generation_settings: z.object({ n_ctx: count }).optional().catch(undefined),
});

/** Reads the answer of `GET /props`; undefined when it is none of llama-server's. */
export function parseServerProperties(body: unknown): ServerProperties | undefined {
  const found = propertiesSchema.safeParse(body).data;
  return (
    found && {
      modelPath: found.model_path,
      slots: found.total_slots,
      contextTokens: found.default_generation_settings?.n_ctx,
      tools: found.chat_template_caps?.supports_tools,
      quantisation: found.model_ftype?.toLowerCase(),
    }
  );
}
