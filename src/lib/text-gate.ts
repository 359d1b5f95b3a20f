/** Text that may go out now. */
export interface GatedText {
  /** Empty when everything is still held back. */
  readonly text: string;
  /** Tokens behind `text`, those of texts held back before included; undefined as soon as one count was unknown. */
  readonly tokens: number | undefined;
  /** True when a stop text was met: nothing comes after it. */
  readonly stopped: boolean;
}

/** Stands between a model's pieces of text and the deltas: stop texts never pass, half characters wait for their other half. */
export interface TextGate {
  push(text: string, tokens?: number): GatedText;
  /** Text still held back when the model ends by itself. */
  flush(): GatedText;
}

/** Creates a gate for one answer; of several stop texts the one that begins first in the answer ends it. */
export function createTextGate(stop: readonly string[] = []): TextGate {
  let held = "";
  let heldTokens: number | undefined = 0;

  function release(length: number, stopped: boolean): GatedText {
    const text = held.slice(0, length);
    held = held.slice(length);
    // Without text there is no delta to carry the count: it waits for the next one.
    if (text === "") return { text, tokens: undefined, stopped };
    const tokens = heldTokens;
    heldTokens = heldTokens === undefined ? undefined : 0;
    return { text: text.toWellFormed(), tokens, stopped };
  }

  return {
    push(text, tokens) {
      held += text;
      heldTokens = heldTokens === undefined || tokens === undefined ? undefined : heldTokens + tokens;
      const at = findFirst(held, stop);
      return at >= 0 ? release(at, true) : release(held.length - countToHold(held, stop), false);
    },
    flush: () => release(held.length, false),
  };
}

function findFirst(text: string, stop: readonly string[]): number {
  const places = stop.map((candidate) => text.indexOf(candidate)).filter((place) => place >= 0);
  return places.length === 0 ? -1 : Math.min(...places);
}

function countToHold(text: string, stop: readonly string[]): number {
  let count = isHighSurrogate(text.charCodeAt(text.length - 1)) ? 1 : 0;
  for (const candidate of stop)
    for (let length = Math.min(candidate.length - 1, text.length); length > count; length--)
      if (text.endsWith(candidate.slice(0, length))) count = length;
  return count;
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}
