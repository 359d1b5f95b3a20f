import { Tokenizer } from "@huggingface/tokenizers";
import { AssayError } from "../../../core/errors.ts";
import type { FilesBeside, OnnxFolder } from "../../../formats/onnx/facts/onnx-folder.ts";
import type { Token, Vocabulary } from "../../generation/vocabulary.ts";

interface TokenizerFile {
  readonly added_tokens?: readonly { readonly id: number; readonly content: string; readonly special?: boolean }[];
}

/** Tokens that end a turn whatever the configuration says; llama.cpp knows them by their texts too. */
const TURN_ENDS = ["<|im_end|>", "<|eot_id|>", "<|end|>", "<end_of_turn>", "<|endoftext|>", "</s>", "<|end_of_text|>"];

/** Reads the tokenizer of a model. @throws AssayError `model-missing`, `model-invalid` */
export async function readVocabulary(files: FilesBeside, folder: OnnxFolder): Promise<Vocabulary> {
  const text = await files.readText("tokenizer.json");
  if (text === undefined) throw noTokenizer(files);
  try {
    return createVocabulary(JSON.parse(text), folder);
  } catch (cause) {
    throw new AssayError({
      code: "model-invalid",
      message: `The tokenizer ${files.locate("tokenizer.json")} cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`,
      hint: "Get tokenizer.json again from where the model is published.",
      cause,
    });
  }
}

function createVocabulary(file: TokenizerFile, folder: OnnxFolder): Vocabulary {
  const added = file.added_tokens ?? [];
  const control = new Set(added.filter(({ special }) => special).map(({ id }) => id));
  const whole = createTokenizer(file, folder);
  // A text that spells out a control token is not to become one: a tokenizer that knows none reads it letter by letter.
  let plain: Tokenizer | undefined;
  const readPlain = () => {
    plain ??= createTokenizer({ ...file, added_tokens: added.filter(({ special }) => !special) }, folder);
    return plain;
  };
  const find = (text: string | null | undefined): Token | undefined =>
    text === null || text === undefined ? undefined : whole.token_to_id(text);
  const size = folder.config.vocab_size ?? Math.max(...whole.get_vocab(true).values()) + 1;
  const ends = listEnds(folder, (text) => added.find(({ content }) => content === text)?.id);
  const frame = readFrame(whole);
  const bos = find(folder.tokenizer.bos_token);
  let longest: number | undefined;

  function tokenize(text: string, special = false): Token[] {
    return text === "" ? [] : (special ? whole : readPlain()).encode(text, { add_special_tokens: false }).ids;
  }

  return {
    size,
    bos,
    eos: find(folder.tokenizer.eos_token) ?? [...ends][0],
    addsBos: bos !== undefined && frame.before[0] === bos,
    infill: readInfill((text) => added.find(({ content }) => content === text)?.id),
    tokenize,
    tokenizeWhole: (text) => [...frame.before, ...tokenize(text), ...frame.after],
    detokenize: (tokens, special = false) =>
      tokens.length === 0
        ? ""
        : whole.decode([...tokens], { skip_special_tokens: !special, clean_up_tokenization_spaces: false }),
    isControl: (token) => control.has(token),
    isEndOfGeneration: (token) => ends.has(token),
    longestToken() {
      longest ??= [...whole.get_vocab(true).keys()].reduce<number>((most, { length }) => Math.max(most, length), 1);
      return longest;
    },
  };
}

function createTokenizer(file: TokenizerFile, { tokenizer }: OnnxFolder): Tokenizer {
  // Templates and counts are our own; a length limit of the file would cut texts without a word.
  return new Tokenizer({ ...file, truncation: null, padding: null }, tokenizer);
}

/** The marks that the tokenizer puts around a text. */
function readFrame(tokenizer: Tokenizer): { readonly before: readonly Token[]; readonly after: readonly Token[] } {
  const bare: readonly Token[] = tokenizer.encode("a", { add_special_tokens: false }).ids;
  const framed: readonly Token[] = tokenizer.encode("a").ids;
  const at = framed.findIndex((_, start) => bare.every((token, index) => framed[start + index] === token));
  return at < 0 ? { before: [], after: [] } : { before: framed.slice(0, at), after: framed.slice(at + bare.length) };
}

function listEnds({ config, generation, tokenizer }: OnnxFolder, find: (text: string) => Token | undefined) {
  const named = [config.eos_token_id, generation.eos_token_id].flatMap((ids) => ids ?? []);
  const known = [tokenizer.eos_token, ...TURN_ENDS].flatMap((text) => (text ? (find(text) ?? []) : []));
  return new Set<Token>([...named, ...known]);
}

function readInfill(find: (text: string) => Token | undefined): Vocabulary["infill"] {
  const [prefix, suffix, middle] = ["prefix", "suffix", "middle"].map((part) => find(`<|fim_${part}|>`));
  const knowsAll = prefix !== undefined && suffix !== undefined && middle !== undefined;
  return knowsAll ? { prefix, suffix, middle } : undefined;
}

function noTokenizer(files: FilesBeside): AssayError {
  return new AssayError({
    code: "model-missing",
    message: `The model has no ${files.locate("tokenizer.json")}.`,
    hint: "Get tokenizer.json, tokenizer_config.json and config.json of the model into its folder.",
  });
}
