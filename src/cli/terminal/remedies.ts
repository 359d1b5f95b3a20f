import type { ErrorRecord, Remedy } from "../../core/errors.ts";
import { flagOf } from "../../settings/definitions.ts";

/** Flag to type for each way out. */
const TYPED: Readonly<Record<Remedy, string>> = {
  "name-alias": "--alias <name>",
  "replace-entry": "--force",
  "name-default": "--against <model>",
  "replace-record": "--replace",
  "use-project-list": "--project",
  "use-own-list": "without --project",
  "ask-project": "--ask-project",
  "name-prompts": `${flagOf("prompts")} <file>`,
  "name-file": "--file <file>",
  "name-revision": "--revision <commit>",
  "skip-missing": "--skip-missing",
  "name-runtime": "--with <model>",
  "name-parts": "--small <target> --large <target>",
  "open-page": "--link",
  "choose-port": `${flagOf("servicePort")} <n>`,
  "choose-host": `${flagOf("serviceHost")} <address>`,
  "name-key-file": `${flagOf("serviceKeyFile")} <file>`,
  "allow-everyone": flagOf("serviceKeyRequired").replace("--", "--no-"),
};

/** The flags to type for ways out, one after the other. */
export function flagsOf(remedies: readonly Remedy[]): string {
  return remedies.map((remedy) => TYPED[remedy]).join(" ");
}

/** The hint of an error with what to type for its ways out; absent when it has neither. */
export function hintOf({ hint, remedies = [] }: Pick<ErrorRecord, "hint" | "remedies">): string | undefined {
  if (remedies.length === 0) return hint;
  const typed = remedies.map((remedy) => TYPED[remedy]).join(", ");
  return hint === undefined ? typed : `${hint.replace(/\.$/, "")} (${typed})`;
}
