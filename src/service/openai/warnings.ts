import type { FastifyReply } from "fastify";

const MOST_CHARACTERS = 1_000;

/** Names what is not done as asked in the `Assay-Warning` header, each thing once. */
export function setWarnings(reply: FastifyReply, warnings: Iterable<string>): void {
  const all = [...new Set(warnings)];
  if (all.length > 0) reply.header("assay-warning", toHeaderText(all.join("; ")));
}

/** A warning of a model in the words of the API: it begins with our own names of fields, such as maxTokens. */
export function toApiWords(message: string): string {
  return message.replace(/(?<=^|, )[a-z]+(?:[A-Z][a-z]*)+\b/g, (name) =>
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  );
}

/** Text that may stand in a header or a frame's comment: names of fields come from the client and may hold anything. */
export function toHeaderText(text: string): string {
  const plain = text.replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  return plain.length > MOST_CHARACTERS ? `${plain.slice(0, MOST_CHARACTERS - 3)}...` : plain;
}
