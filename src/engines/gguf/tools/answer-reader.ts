import { bareCall, type CallMarker, callMarkers, thinkingMarks } from "./call-markers.ts";
import { countOverlap, findMarker } from "./find-marker.ts";
import { createJsonScanner, type JsonScanner } from "./json-scanner.ts";
import { parseCalls, type WrittenCall } from "./parse-calls.ts";

/** A part of an answer; `tokens` are those behind it, each counted with one part only. */
export type AnswerPart =
  | { readonly type: "text" | "reasoning"; readonly text: string; readonly tokens: number }
  | { readonly type: "call"; readonly call: WrittenCall; readonly tokens: number }
  /** Something that began like a call is none; its text comes next. */
  | { readonly type: "broken-call" };

/** Takes an answer apart while it is written. Of a call nothing comes as text, so what may begin one is held back. */
export interface AnswerReader {
  /** Tokens from the opening to the closing mark of the reasoning. */
  readonly reasoningTokens: number;
  /** Takes the text of one more token; empty while a character is only partly there. */
  push(text: string): readonly AnswerPart[];
  /** What is held back when the answer ends; a call that was not written to its end is text, or dropped after an abort. */
  flush(options?: { readonly aborted?: boolean }): readonly AnswerPart[];
}

export interface AnswerReaderOptions {
  /** `open`: the prompt ends inside of the reasoning. */
  readonly thinking: "none" | "possible" | "open";
  /** Names of the tools that may be called. */
  readonly tools: readonly string[];
  /** `forced`: the whole answer is one call; `marked`: a call has its marks; `any`: an answer that is bare JSON may be one too. */
  readonly calls: "forced" | "marked" | "any";
}

type State =
  | { readonly type: "start"; readonly mayThink: boolean }
  | { readonly type: "reasoning" }
  | { readonly type: "text" }
  | { readonly type: "call"; readonly marker: CallMarker; readonly scanner: JsonScanner }
  | { readonly type: "called"; readonly marker: CallMarker };

export function createAnswerReader({ thinking, tools, calls }: AnswerReaderOptions): AnswerReader {
  const names = new Set(tools);
  const markers = names.size === 0 ? [] : callMarkers;
  let state: State = { type: "start", mayThink: thinking === "possible" };
  if (thinking === "open") state = { type: "reasoning" };
  else if (calls === "forced") state = beginCall(bareCall);
  let held = "";
  let heldTokens = 0;
  let reasoningTokens = 0;
  /** Blank text that follows reasoning or a call separates, and is no text. */
  let afterMark = thinking === "open";
  let parts: AnswerPart[] = [];

  function beginCall(marker: CallMarker): State {
    return { type: "call", marker, scanner: createJsonScanner() };
  }

  function takeTokens(): number {
    const tokens = heldTokens;
    heldTokens = 0;
    return tokens;
  }

  function emit(type: "text" | "reasoning", text: string): void {
    if (text === "") return;
    afterMark = type === "reasoning";
    const last = parts.at(-1);
    if (last?.type === type)
      parts[parts.length - 1] = { ...last, text: last.text + text, tokens: last.tokens + takeTokens() };
    else parts.push({ type, text, tokens: takeTokens() });
  }

  /** One step forward; false when more text is needed. */
  function advance(): boolean {
    switch (state.type) {
      case "reasoning": {
        const at = held.indexOf(thinkingMarks.close);
        const end = at >= 0 ? at : held.length - countOverlap(held, [thinkingMarks.close]);
        emit("reasoning", held.slice(0, end));
        held = held.slice(end);
        if (at < 0) return false;
        held = held.slice(thinkingMarks.close.length);
        afterMark = true;
        state = { type: "start", mayThink: false };
        return true;
      }
      case "start":
        return advanceStart(state.mayThink);
      case "text": {
        const [at, marker] = findMarker(held, markers);
        if (marker === undefined) {
          const end =
            held.length -
            countOverlap(
              held,
              markers.map(({ open }) => open),
            );
          // Blank text before a call is held back with it: alone it would be an answer of nothing.
          const kept = markers.length > 0 ? held.slice(0, end).trimEnd().length : end;
          emit("text", held.slice(0, kept));
          held = held.slice(kept);
          return false;
        }
        emit("text", held.slice(0, at).trimEnd());
        held = (marker.begin ?? "") + held.slice(at + marker.open.length);
        state = beginCall(marker);
        return true;
      }
      case "call":
        return advanceCall(state.marker, state.scanner);
      case "called": {
        const { marker } = state;
        held = held.trimStart();
        const close = marker.close ?? ";";
        if (held.length < close.length && close.startsWith(held)) return false;
        if (held.startsWith(close)) held = held.slice(close.length);
        afterMark = true;
        state = { type: "start", mayThink: false };
        return true;
      }
      default:
        return state satisfies never;
    }
  }

  function advanceStart(mayThink: boolean): boolean {
    const text = held.trimStart();
    if (text === "") return false;
    if (mayThink) {
      if (text.startsWith(thinkingMarks.open)) {
        held = text.slice(thinkingMarks.open.length);
        state = { type: "reasoning" };
        return true;
      }
      if (thinkingMarks.open.startsWith(text)) return false;
    }
    if (afterMark) held = text;
    state = names.size > 0 && calls === "any" && text.startsWith("{") ? beginCall(bareCall) : { type: "text" };
    return true;
  }

  function advanceCall(marker: CallMarker, scanner: JsonScanner): boolean {
    const end = scanner.scan(held);
    if (end === "incomplete") return false;
    const written = end === "none" ? undefined : parseCalls(held.slice(0, end), names);
    if (written === undefined || end === "none") breakCall(marker);
    else {
      for (const call of written) parts.push({ type: "call", call, tokens: takeTokens() });
      held = held.slice(end);
      state = { type: "called", marker };
    }
    return true;
  }

  /** Lets the text of what is no call go; what follows its mark may hold a call again. */
  function breakCall(marker: CallMarker): void {
    if (held !== "" && (marker !== bareCall || calls === "forced")) parts.push({ type: "broken-call" });
    const mark = marker.open.slice(0, marker.open.length - (marker.begin?.length ?? 0));
    if (mark !== "" && held !== "") emit("text", mark);
    else if (held !== "") {
      emit("text", held.slice(0, 1));
      held = held.slice(1);
    }
    state = { type: "text" };
  }

  function takeParts(): readonly AnswerPart[] {
    const taken = parts;
    parts = [];
    return taken;
  }

  return {
    get reasoningTokens() {
      return reasoningTokens;
    },
    push(text) {
      held += text;
      heldTokens++;
      const wasReasoning = state.type === "reasoning";
      while (advance());
      if (wasReasoning || parts.some(({ type }) => type === "reasoning") || state.type === "reasoning")
        reasoningTokens++;
      return takeParts();
    },
    flush({ aborted = false } = {}) {
      while (state.type === "call") {
        if (aborted) held = "";
        breakCall(state.marker);
        while (advance());
      }
      const blankSeparator = afterMark && held.trim() === "";
      if (!blankSeparator && state.type !== "called") emit(state.type === "reasoning" ? "reasoning" : "text", held);
      held = "";
      return takeParts();
    },
  };
}
