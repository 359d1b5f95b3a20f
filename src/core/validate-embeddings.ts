import type { Embeddings } from "./embedding-model.ts";
import { AssayError } from "./errors.ts";

/**
 * Checks what an engine made of texts: one vector for each, all of the model's length, every number finite.
 *
 * @param dimensions the model's own; absent: that of the first vector
 * @throws AssayError `invalid-input` for a text that holds nothing to embed, else `model-invalid`
 */
export function validateEmbeddings(
  texts: readonly string[],
  { vectors }: Embeddings,
  dimensions = vectors.find(({ length }) => length > 0)?.length,
): void {
  if (vectors.length !== texts.length) throw broken(`it made ${vectors.length} of ${texts.length} texts`);
  for (const [index, vector] of vectors.entries()) {
    if (vector.length === 0) throw blank(index);
    if (vector.length !== dimensions)
      throw broken(`that of input.${index} has ${vector.length} numbers, not ${dimensions}`);
    if (!vector.every(Number.isFinite)) throw broken(`that of input.${index} has numbers that are not finite`);
  }
}

function blank(index: number): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `The text input.${index} is blank: a text must hold a character that the model reads.`,
    hint: "Leave out blank texts.",
  });
}

function broken(why: string): AssayError {
  return new AssayError({
    code: "model-invalid",
    message: `The model's vectors cannot be used: ${why}.`,
    hint: "The model's file may be damaged: get it again.",
  });
}
