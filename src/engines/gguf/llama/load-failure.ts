/** What the library refused to load or to create, with its reasons. */
export class LlamaLoadFailure extends Error {
  /** What it logged meanwhile: its own answer says only that it failed. */
  readonly log: readonly string[];

  constructor(message: string, log: readonly string[]) {
    super(message);
    this.log = log;
  }
}
