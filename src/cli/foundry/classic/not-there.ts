import { AssayError } from "../../../core/errors.ts";

/** For a command that no release of Foundry Local has: says what does it here. @throws AssayError `unsupported`, always */
export function sayInstead(instead: string): never {
  throw new AssayError({
    code: "unsupported",
    message: "Foundry Local has no command of this name.",
    hint: instead,
  });
}
