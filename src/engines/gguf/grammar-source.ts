import { AssayError } from "../../core/errors.ts";
import type { AnswerForm } from "../../dialect/answer-form.ts";
import type { AnswerGrammar, ConstrainedRequest, GrammarSource } from "../answering/answer-grammar.ts";
import { toWarnings } from "../answering/schemas/schema-notes.ts";
import { writeAnswerGrammar } from "./grammar/answer-grammar.ts";
import { boundGrammar } from "./grammar/bound-grammar.ts";
import { type LlamaGrammar, readLlamaGrammar } from "./llama/llama-grammar.ts";
import type { LlamaModel } from "./llama/llama-model.ts";

/** Clients send the same few schemas again and again. */
const mostKept = 32;

/** A source that is to be freed with its model. */
export interface GrammarStore {
  readonly grammarOf: GrammarSource;
  free(): void;
}

/** Creates the source of a model's grammars, which keeps the last ones. */
export function createGrammarSource({ llama, vocabulary }: LlamaModel, answers?: AnswerForm): GrammarStore {
  const kept = new Map<string, AnswerGrammar & Pick<LlamaGrammar, "free">>();

  function write(request: ConstrainedRequest) {
    const given = request.responseFormat?.type === "grammar" ? request.responseFormat.gbnf : undefined;
    if (given !== undefined) boundGrammar(given);
    const written = writeAnswerGrammar(request, answers);
    if (written === undefined) return undefined;
    const grammar = readLlamaGrammar(llama, vocabulary, written.text);
    if (grammar === undefined) throw written.text === given ? noGrammar() : notRead();
    return {
      begin: () => grammar.begin(),
      checked: written.notes.checked,
      warnings: toWarnings(written.notes),
      free: () => grammar.free(),
    };
  }

  function grammarOf(request: ConstrainedRequest): AnswerGrammar | undefined {
    const { responseFormat, tools, toolChoice } = request;
    const key = JSON.stringify([responseFormat, tools, toolChoice]);
    const grammar = kept.get(key) ?? write(request);
    if (grammar === undefined) return undefined;
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

function noGrammar(): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: "The grammar must be one in llama.cpp's notation (GBNF) with a rule named root.",
    hint: "Check it with llama.cpp's own tools, or send a JSON Schema.",
  });
}

function notRead(): AssayError {
  return new AssayError({
    code: "unsupported",
    message: "llama.cpp cannot read the grammar that the schema makes.",
    hint: "Simplify the schema.",
  });
}
