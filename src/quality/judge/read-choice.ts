import { findObjects } from "./find-objects.ts";
import { agreeOn, explainSilence, type PairChoice, type RawReply, type Reading } from "./judge-reply.ts";

const FIELDS = ["better", "winner", "choice", "verdict"];
const MEMBER = /^\s*(?:answer\s*)?(?<choice>a|b|tie|equal|neither|both|draw)\s*$/i;
/** Letters of prose must be capitals: "a" is a word. */
const PROSE = [
  /\[\[(?<choice>A|B|C|tie)\]\]/gu,
  /\b(?:[Bb]etter|[Bb]est|[Ww]inner|[Vv]erdict|[Cc]hoice)(?: answer| one)?["'*_\s]{0,4}(?:is|[:=])["'*_\s]{0,4}(?:[Aa]nswer )?(?<choice>A|B|[Tt]ie)\b/gu,
  /\bAnswer (?<choice>A|B) (?:is|was) (?:clearly |slightly |much |the )?better/giu,
  /^\W*(?:Answer )?(?<choice>A|B|[Tt]ie)\W*$/gu,
];

/** Reads which of two answers a reply calls the better one; several choices that differ are none. */
export function readChoice(reply: RawReply): Reading<PairChoice> {
  const whole = findObjects(reply.text).flatMap((object) => readObject(object) ?? []);
  const prose = reply.finishReason === "length" ? undefined : readProse(reply.text.normalize("NFKC"));
  return agreeOn(whole) ?? prose ?? { type: "unreadable", because: explainSilence(reply) };
}

function readObject(object: Readonly<Record<string, unknown>>): Reading<PairChoice> | undefined {
  const written = FIELDS.map((field) => object[field]).find((value) => typeof value === "string");
  const choice = written === undefined ? undefined : MEMBER.exec(written)?.groups?.choice;
  if (choice === undefined) return undefined;
  const { reasons } = object;
  return { type: "read", value: toChoice(choice), ...(typeof reasons === "string" && { reasons }) };
}

function readProse(text: string): Reading<PairChoice> | undefined {
  const choices = PROSE.flatMap((pattern) => [...text.matchAll(pattern)].map(({ groups }) => groups?.choice ?? ""));
  return agreeOn(choices.map((choice) => ({ type: "read", value: toChoice(choice) }) as const));
}

function toChoice(written: string): PairChoice {
  const letter = written.toUpperCase();
  return letter === "A" || letter === "B" ? letter : "tie";
}
