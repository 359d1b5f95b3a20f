/** A template that cannot be read or rendered; the message is in the terms of the template's author. */
export class JinjaError extends Error {
  override readonly name = "JinjaError";
  /**
   * `syntax`: the template cannot be read. `budget`: it took too much time, memory or depth. `raised`: the template itself
   * refused what it was given. `failed`: an operation in it failed.
   */
  readonly type: "syntax" | "budget" | "raised" | "failed";
  /** Line of the template, counted from 1; absent where unknown. */
  readonly line: number | undefined;

  constructor(type: JinjaError["type"], message: string, line?: number) {
    super(line === undefined ? message : `${message} (line ${line})`);
    this.type = type;
    this.line = line;
  }
}

/** The error of an operation that failed. */
export function failed(message: string): JinjaError {
  return new JinjaError("failed", message);
}
