import { AssayError } from "../../../core/errors.ts";

/** For a command that no release of Foundry Local has: says what does it here. @throws AssayError `unsupported`, always */
export function sayInstead(instead: string): never {
  throw new AssayError({
    code: "unsupported",
    message: "Cannot do this as the command must be one of Foundry Local: it has none of this name",
    hint: instead,
  });
}
