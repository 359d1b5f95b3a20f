import { wrongType } from "./errors.ts";

/** The pieces of one answer, whichever way the module gives them. */
export interface Pieces {
  /** The next piece, of whatever type; undefined after the last one. The module starts with the first call. */
  readonly next: () => Promise<unknown>;
  /** Tells the module that no more is wanted; resolves when it is done. */
  readonly close: () => Promise<void>;
}

/** Opens what `generate` returns: a text, texts one after the other, or a promise of either. */
export function openPieces(generate: () => unknown): Pieces {
  let iterator: Promise<AsyncIterator<unknown> | Iterator<unknown>> | undefined;
  let pending: Promise<unknown> | undefined;

  async function advance(): Promise<unknown> {
    iterator ??= start(generate);
    const { done, value } = await (await iterator).next();
    if (done) return undefined;
    // An undefined piece must not look like the end.
    return value === undefined ? null : value;
  }

  return {
    next: () => {
      pending = advance();
      return pending;
    },
    async close() {
      // A failure has been told by `next`, or came after nobody listened any more.
      await pending?.catch(() => {});
      await (await iterator?.catch(() => undefined))?.return?.();
    },
  };
}

async function start(generate: () => unknown): Promise<AsyncIterator<unknown> | Iterator<unknown>> {
  const returned: unknown = await generate();
  if (typeof returned === "string") return [returned].values();
  if (typeof returned === "object" && returned !== null) {
    if (Symbol.asyncIterator in returned) return (returned as AsyncIterable<unknown>)[Symbol.asyncIterator]();
    if (Symbol.iterator in returned) return (returned as Iterable<unknown>)[Symbol.iterator]();
  }
  throw wrongType("The adapter's generate() must return a text, a promise of one, or an iterable of texts", returned);
}
