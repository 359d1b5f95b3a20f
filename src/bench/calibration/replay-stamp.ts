/** A replayed token says when it was written, and the first one also when its request had come, in the system's time. */
export interface ReplayStamp {
  readonly writtenMs: number;
  readonly receivedMs?: number | undefined;
}

/** Writes a stamp as the text of a token. */
export function formatReplayStamp({ writtenMs, receivedMs }: ReplayStamp): string {
  return `${receivedMs === undefined ? "" : `${receivedMs.toFixed(4)}/`}${writtenMs.toFixed(4)} `;
}

/** Reads it back; undefined when the text is none. */
export function parseReplayStamp(text: string): ReplayStamp | undefined {
  const found = /^(?:(\d+\.\d+)\/)?(\d+\.\d+) $/.exec(text);
  if (found === null) return undefined;
  return { writtenMs: Number(found[2]), receivedMs: found[1] === undefined ? undefined : Number(found[1]) };
}
