/** Refusal of the library to load or create something, with its reasons. */
export class LlamaLoadFailure extends Error {
  /** Its log meanwhile: its own answer says only that it failed. */
  readonly log: readonly string[];

  constructor(message: string, log: readonly string[]) {
    super(message);
    this.log = log;
  }
}
