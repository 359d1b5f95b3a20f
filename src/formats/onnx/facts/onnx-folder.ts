import * as z from "zod";
import { AssayError } from "../../../core/errors.ts";

/** The files beside a graph, by names such as `config.json`. */
export interface FilesBeside {
  /** Path or address of a file, for messages. */
  locate(name: string): string;
  /** The text of a file; undefined where there is none. */
  readText(name: string): Promise<string | undefined>;
}

/** Facts that the files beside a graph state; unknown ones are absent. */
export interface OnnxFolder {
  readonly config: OnnxConfig;
  readonly generation: z.output<typeof generationSchema>;
  readonly tokenizer: z.output<typeof tokenizerConfigSchema>;
  readonly chatTemplate: string | undefined;
  /** How one vector is made of those of all tokens. */
  readonly pooling: "mean" | "first";
}

/** The shape of a model, in the words of the Hugging Face configuration. */
export type OnnxConfig = z.output<typeof configSchema> & {
  /** Names of keys and values where the graph has its own. */
  readonly cacheNames?: CacheNames | undefined;
};

/** Names of the keys and values of a layer, `%d` being its number: what goes in, and what comes out longer. */
export interface CacheNames {
  readonly key: { readonly past: string; readonly present: string };
  readonly value: { readonly past: string; readonly present: string };
}

const count = z.number().int().positive().optional();
const tokenIds = z.union([z.number().int(), z.array(z.number().int())]).nullish();

const configSchema = z.looseObject({
  model_type: z.string().optional(),
  architectures: z.array(z.string()).optional(),
  hidden_size: count,
  num_hidden_layers: count,
  num_attention_heads: count,
  num_key_value_heads: count,
  head_dim: count.nullable(),
  vocab_size: count,
  max_position_embeddings: count,
  eos_token_id: tokenIds,
});

const generationSchema = z.looseObject({
  eos_token_id: tokenIds,
  temperature: z.number().nonnegative().nullish(),
  top_p: z.number().positive().max(1).nullish(),
  top_k: z.number().int().nonnegative().nullish(),
  do_sample: z.boolean().nullish(),
});

/** A special token is written as its text, or as an object that holds it. */
const tokenText = z.union([z.string(), z.looseObject({ content: z.string() }).transform(({ content }) => content)]);
const templateText = z.union([z.string(), z.array(z.looseObject({ name: z.string(), template: z.string() }))]);

const tokenizerConfigSchema = z.looseObject({
  bos_token: tokenText.nullish(),
  eos_token: tokenText.nullish(),
  chat_template: templateText.nullish(),
  model_max_length: z.number().optional(),
});

/** How sentence-transformers makes one vector of many; what it can beyond these two is seldom used. */
const poolingSchema = z.looseObject({ pooling_mode_cls_token: z.boolean().optional() });

const layerName = z.string().includes("%d").optional();

/** The configuration that onnxruntime-genai and Foundry Local bring along. */
const genaiSchema = z.looseObject({
  model: z.looseObject({
    type: z.string().optional(),
    context_length: count,
    vocab_size: count,
    eos_token_id: tokenIds,
    decoder: z
      .looseObject({
        hidden_size: count,
        num_hidden_layers: count,
        num_attention_heads: count,
        num_key_value_heads: count,
        head_size: count,
        inputs: z.looseObject({ past_key_names: layerName, past_value_names: layerName }).optional(),
        outputs: z.looseObject({ present_key_names: layerName, present_value_names: layerName }).optional(),
      })
      .optional(),
  }),
});

/** Reads what lies beside a graph. @throws AssayError `model-invalid` for a file that is not what its name says */
export async function readOnnxFolder(files: FilesBeside): Promise<OnnxFolder> {
  const read = <Schema extends z.ZodType>(name: string, schema: Schema) => readConfig(files, name, schema);
  const [config, genai, generation, tokenizer, pooling, jinja] = await Promise.all([
    read("config.json", configSchema),
    read("genai_config.json", genaiSchema),
    read("generation_config.json", generationSchema),
    read("tokenizer_config.json", tokenizerConfigSchema),
    read("1_Pooling/config.json", poolingSchema),
    files.readText("chat_template.jinja"),
  ]);
  return {
    config: { ...fromGenai(genai), ...config },
    generation: generation ?? {},
    tokenizer: tokenizer ?? {},
    chatTemplate: jinja ?? toTemplate(tokenizer?.chat_template),
    pooling: pooling?.pooling_mode_cls_token === true ? "first" : "mean",
  };
}

function fromGenai(genai: z.output<typeof genaiSchema> | undefined): OnnxConfig {
  if (genai === undefined) return {};
  const { type, context_length, vocab_size, eos_token_id, decoder = {} } = genai.model;
  const { head_size, hidden_size, num_hidden_layers, num_attention_heads, num_key_value_heads } = decoder;
  const { past_key_names: pastKey, past_value_names: pastValue } = decoder.inputs ?? {};
  const { present_key_names: presentKey, present_value_names: presentValue } = decoder.outputs ?? {};
  return {
    model_type: type,
    max_position_embeddings: context_length,
    vocab_size,
    eos_token_id,
    hidden_size,
    num_hidden_layers,
    num_attention_heads,
    num_key_value_heads,
    head_dim: head_size,
    cacheNames:
      pastKey === undefined || pastValue === undefined || presentKey === undefined || presentValue === undefined
        ? undefined
        : { key: { past: pastKey, present: presentKey }, value: { past: pastValue, present: presentValue } },
  };
}

/** Of several templates the one for plain conversations; one for tools alone is none. */
function toTemplate(template: z.output<typeof templateText> | null | undefined): string | undefined {
  if (template === null || template === undefined || typeof template === "string") return template ?? undefined;
  return template.find(({ name }) => name === "default")?.template;
}

async function readConfig<Schema extends z.ZodType>(
  files: FilesBeside,
  name: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  const text = await files.readText(name);
  if (text === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause).replaceAll(/\s+/g, " ") : "it is no JSON";
    throw new AssayError({
      code: "model-invalid",
      message: `The model's ${name} cannot be used: ${reason}.`,
      hint: `Get ${files.locate(name)} again from where the model is published.`,
      cause,
    });
  }
}
