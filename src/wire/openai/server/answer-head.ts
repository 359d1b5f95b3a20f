/** Fields that every chunk and every whole answer of one request share. */
export interface AnswerHead {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly model: string;
  /** The request asked in the older form: `function_call` instead of `tool_calls`. */
  readonly legacyFunctions?: boolean | undefined;
  /** The request wants to see the steps of a pipeline. */
  readonly includeSteps?: boolean | undefined;
}
