import { AssayError } from "../../../core/errors.ts";
import { type LlamaGrammar, readLlamaGrammar } from "../llama/llama-grammar.ts";
import type { LlamaModel } from "../llama/llama-model.ts";
import { type ConstrainedRequest, writeAnswerGrammar } from "./answer-grammar.ts";
import { boundSchema } from "./bound-schema.ts";

/** Gives the grammar that a request's answer must follow; undefined when the answer is free. */
export type GrammarSource = (request: ConstrainedRequest) => LlamaGrammar | undefined;

/** Clients send the same few schemas again and again. */
const mostKept = 32;

/** A source that is to be freed with its model. */
export interface GrammarStore {
  readonly grammarOf: GrammarSource;
  free(): void;
}

/** Creates the source of a model's grammars, which keeps the last ones. */
export function createGrammarSource({ llama, vocabulary }: LlamaModel): GrammarStore {
  const kept = new Map<string, LlamaGrammar>();

  function compile(text: string): LlamaGrammar {
    const grammar = readLlamaGrammar(llama, vocabulary, text);
    if (grammar !== undefined) return grammar;
    throw new AssayError({
      code: "unsupported",
      message: "Cannot answer by the schema as llama.cpp must be able to read its grammar: it cannot",
      hint: "Simplify the schema.",
    });
  }

  function grammarOf(request: ConstrainedRequest): LlamaGrammar | undefined {
    const { responseFormat, tools = [], toolChoice } = request;
    if (responseFormat?.type === "json-schema") boundSchema(responseFormat.schema, "responseFormat.schema");
    for (const [index, { parameters }] of tools.entries()) boundSchema(parameters, `tools[${index}].parameters`);
    const key = JSON.stringify([responseFormat, tools, toolChoice]);
    let grammar = kept.get(key);
    if (grammar === undefined) {
      const text = writeAnswerGrammar(request);
      if (text === undefined) return undefined;
      grammar = compile(text);
    }
    // The last used is the last in the map's order.
    kept.delete(key);
    kept.set(key, grammar);
    for (const [oldest, old] of kept)
      if (kept.size > mostKept) {
        kept.delete(oldest);
        old.free();
      }
    return grammar;
  }

  return {
    grammarOf,
    free() {
      for (const grammar of kept.values()) grammar.free();
      kept.clear();
    },
  };
}
