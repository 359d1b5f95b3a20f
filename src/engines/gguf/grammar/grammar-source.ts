import type { Llama, LlamaGrammar, LlamaGrammarEvaluationState, LlamaModel } from "node-llama-cpp";
import { AssayError } from "../../../core/errors.ts";
import type { Library } from "../library/import-library.ts";
import { type ConstrainedRequest, writeAnswerGrammar } from "./answer-grammar.ts";
import { boundSchema } from "./bound-schema.ts";

/** The grammar of one request. */
export interface AnswerGrammar {
  /** Creates the state of one answer. */
  begin(): LlamaGrammarEvaluationState;
}

/** Gives the grammar that a request's answer must follow; undefined when the answer is free. */
export type GrammarSource = (request: ConstrainedRequest) => Promise<AnswerGrammar | undefined>;

/** Clients send the same few schemas again and again. */
const mostKept = 32;

/** Creates the source of a model's grammars, which keeps the last ones. */
export function createGrammarSource(
  library: Pick<Library, "LlamaGrammarEvaluationState">,
  llama: Llama,
  model: LlamaModel,
): GrammarSource {
  const kept = new Map<string, Promise<LlamaGrammar>>();

  async function compile(text: string): Promise<LlamaGrammar> {
    try {
      return await llama.createGrammar({ grammar: text });
    } catch (cause) {
      throw new AssayError({
        code: "unsupported",
        message: "Cannot answer by the schema as llama.cpp must be able to read its grammar: it cannot",
        hint: "Simplify the schema.",
        cause,
      });
    }
  }

  return async (request) => {
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
    for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest);
    const compiled = await grammar;
    return { begin: () => new library.LlamaGrammarEvaluationState({ model, grammar: compiled }) };
  };
}
