import type { Marks } from "./answer-form.ts";

/** Marks of reasoning of a model whose template shows none. */
export const thinkMarks: Marks = { open: "<think>", close: "</think>" };
