/** Something that was not done quite as asked: nothing is clamped, skipped or ignored in silence. */
export interface Warning {
  readonly code:
    | "parameter-ignored"
    | "parameter-clamped"
    | "context-reduced"
    | "measurement-disturbed"
    | "memory-unmeasured"
    | "notice";
  readonly message: string;
}
