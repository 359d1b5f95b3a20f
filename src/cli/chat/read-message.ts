import { createInterface } from "node:readline";

/** Action of the user at the prompt. */
export type ChatInput =
  | { readonly type: "message"; readonly text: string }
  /** Ctrl-C; `hadText` when a message was being written. */
  | { readonly type: "interrupt"; readonly hadText: boolean }
  /** Ctrl-D, or the terminal is gone. */
  | { readonly type: "end" };

/** Reads messages one after the other, with the earlier ones on the arrow keys. */
export interface MessageReader {
  read(prompt: string): Promise<ChatInput>;
}

/** Lines that come within this time of each other were pasted, and are one message. */
const PASTE_GAP_MS = 30;
const HISTORY_SIZE = 200;

/**
 * Creates a reader that holds the terminal only while it waits for a message.
 *
 * Between two messages the terminal is as any program has it, so that Ctrl-C is a signal and stops the answer.
 */
export function createMessageReader(input: NodeJS.ReadableStream, output: NodeJS.WritableStream): MessageReader {
  let history: string[] = [];
  return {
    read: (prompt) =>
      new Promise((resolve) => {
        const editor = createInterface({ input, output, prompt, history, historySize: HISTORY_SIZE, terminal: true });
        const lines: string[] = [];
        let timer: NodeJS.Timeout | undefined;
        const settle = (what: ChatInput) => {
          clearTimeout(timer);
          resolve(what);
          editor.close();
        };
        const endMessage = () => {
          // The end of a pasted text without a line break still stands at the prompt: Enter sends it with the rest.
          if (editor.line === "") settle({ type: "message", text: lines.join("\n").trim() });
        };
        editor.on("line", (line) => {
          lines.push(line);
          clearTimeout(timer);
          timer = setTimeout(endMessage, PASTE_GAP_MS);
        });
        editor.on("history", (entries) => {
          history = [...entries];
        });
        editor.on("SIGINT", () => settle({ type: "interrupt", hadText: editor.line !== "" || lines.length > 0 }));
        editor.on("close", () => settle({ type: "end" }));
        editor.prompt();
      }),
  };
}
