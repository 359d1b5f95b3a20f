import type { ChatEvent } from "../../core/chat-event.ts";
import { toSafeText } from "../terminal/safe-text.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Writes an answer as it comes; what the model thinks before it is dim. */
export interface AnswerPrinter {
  readonly onEvent: (event: ChatEvent) => void;
  /** Ends the last line, if the answer has not. */
  end(): void;
}

/** @param clean whether a person looks: then control characters are left out; a file or program gets the text as it is */
export function createAnswerPrinter(terminal: Terminal, clean: boolean): AnswerPrinter {
  let last = "\n";
  let wasThinking = false;
  const write = (text: string) => {
    terminal.out.write(text);
    last = text.at(-1) ?? last;
  };
  return {
    onEvent(event) {
      if (event.type === "reasoning-delta" && clean) {
        terminal.out.write(terminal.style("dim", toSafeText(event.text)));
        wasThinking = true;
      } else if (event.type === "text-delta") {
        if (wasThinking) terminal.out.write("\n\n");
        wasThinking = false;
        write(clean ? toSafeText(event.text) : event.text);
      }
    },
    end() {
      if (last !== "\n" || wasThinking) terminal.out.write("\n");
      wasThinking = false;
      last = "\n";
    },
  };
}
