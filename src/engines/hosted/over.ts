/** A reason to abort what merely has ended: without one each abort makes an exception with a stack, which costs more than a token. */
export const OVER = "over";
