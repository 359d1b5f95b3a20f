import type { AllowedKey } from "../../workbench/key-trust.ts";
import { confirm } from "./confirm.ts";
import type { Terminal } from "./terminal.ts";

/** Makes the question whether a key may go to a host that a project names. It is asked once, whatever the answer. */
export function createKeyQuestion(terminal: Terminal): (key: AllowedKey) => Promise<boolean> {
  const answers = new Map<string, Promise<boolean>>();
  return ({ variable, host }) => {
    const name = `${variable} ${host}`;
    const known = answers.get(name);
    if (known !== undefined) return known;
    terminal.note(`The files of this project send the key in ${variable} to ${host}.`);
    const answer = confirm("let it go there, now and later?");
    answers.set(name, answer);
    return answer;
  };
}
