import type { ModelAnswer } from "../../src/engines/hosted/link/protocol.ts";
import { report } from "./report.ts";

const waiting: ModelAnswer[] = [];
let isSending = false;

/** Sends the answers to the benchmark's questions in their order: what comes while a request is under way goes together with the next. */
export function sayAnswer(answer: ModelAnswer): void {
  waiting.push(answer);
  if (!isSending) void send();
}

async function send(): Promise<void> {
  isSending = true;
  while (waiting.length > 0) {
    const answers = waiting.splice(0).map((answer) => ({ ...answer }));
    // A benchmark that has left hears nothing more; its questions have ended with it.
    await report({ type: "answers", answers }).catch(() => {});
  }
  isSending = false;
}
