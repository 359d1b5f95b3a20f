/** A refusal stands at the front; further on, the words may be part of what was asked for. */
const REACH = 160;

const REFUSALS = [
  /(?:I['’]?m|I am|we['’]?re|we are) (?:very |truly |really |so )?(?:sorry|afraid|unable)\b[^.!?\n]{0,60}\b(?:can(?:not|['’]?t)|unable|not able|won['’]?t|don['’]?t)/iu,
  /\bI (?:can(?:not|['’]?t| not)|am (?:unable|not able)|won['’]?t be able|am not (?:allowed|permitted))(?: to)? (?:help|assist|comply|answer|provide|fulfil|fulfill|do that|do this|complete|generate|create|share|write|discuss|access|open|see|give)\b/iu,
  /\bI['’]?m (?:unable|not able) to\b/iu,
  /\bas an? (?:AI|artificial intelligence|language model|large language model)\b[^.!?\n]{0,80}\b(?:can(?:not|['’]?t)|do(?:n['’]?t| not)|am (?:unable|not)|unable)/iu,
  /\bI (?:must|have to) (?:decline|refuse)\b/iu,
  /\b(?:es tut mir leid|tut mir leid|entschuldigung)\b[^.!?\n]{0,60}\b(?:kann|darf|könn|nicht)/iu,
  /\bich kann (?:dir|ihnen|euch|dabei|diese|dieser|das|hier|leider)\b[^.!?\n]{0,60}\bnicht\b/iu,
  /\b(?:je suis désolée?|désolée?)\b[^.!?\n]{0,60}\b(?:peux|puis|pas)\b/iu,
  /\bje ne (?:peux|suis) pas (?:vous|t['’]|en mesure|répondre|aider)/iu,
  /\blo siento\b[^.!?\n]{0,60}\bno puedo\b/iu,
  /\bno puedo (?:ayudar|responder|cumplir|proporcionar)/iu,
] as const;

/** The words by which an answer refuses at its front, in English, German, French or Spanish; absent where it does not. */
export function findRefusal(answer: string): string | undefined {
  const start = answer.trim().slice(0, REACH);
  for (const refusal of REFUSALS) {
    const match = refusal.exec(start);
    if (match !== null) return match[0];
  }
  return undefined;
}
