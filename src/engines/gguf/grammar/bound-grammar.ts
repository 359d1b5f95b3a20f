import { AssayError } from "../../../core/errors.ts";

/** llama.cpp reads some MB in a second, in which nobody else gets a token. */
const mostCharacters = 200_000;
/** Brackets in brackets: llama.cpp reads them by calls that nest, and dies of too many. */
const mostLevels = 100;

/** Refuses a grammar of a client that could take long to read, before llama.cpp sees it. */
export function boundGrammar(gbnf: string): void {
  if (gbnf.length > mostCharacters)
    throw tooLarge(`must have at most ${mostCharacters} characters, not ${gbnf.length}`);
  let level = 0;
  let deepest = 0;
  // Brackets in texts count too: nobody writes a hundred of them.
  for (const character of gbnf) {
    if (character === "(") deepest = Math.max(deepest, ++level);
    else if (character === ")") level--;
  }
  if (deepest > mostLevels) throw tooLarge(`must nest at most ${mostLevels} levels of brackets, not ${deepest}`);
}

function tooLarge(why: string): AssayError {
  return new AssayError({
    code: "invalid-input",
    message: `The grammar ${why}.`,
    hint: "Simplify the grammar.",
  });
}
