/** How a family of models announces a tool call. */
export interface CallMarker {
  readonly open: string;
  /** Part of `open` that belongs to the call's JSON already. */
  readonly begin?: string | undefined;
  /** Comes after the JSON; absent: the JSON ends the call. */
  readonly close?: string | undefined;
}

/** Text that only a call begins with, by family. Llama 3 may also write bare JSON. */
export const callMarkers: readonly CallMarker[] = [
  { open: "<tool_call>", close: "</tool_call>" }, // Qwen, Hermes, and our own description
  { open: "[TOOL_CALLS]" }, // Mistral
  { open: "<|tool_call|>", close: "<|/tool_call|>" }, // Phi-4-mini
  { open: "functools[", begin: "[" }, // Phi-4 and others that learned it from text
  { open: "<|python_tag|>" }, // Llama 3
];

/** A call that nothing announces: the answer itself is one. */
export const bareCall: CallMarker = { open: "" };

export const thinkingMarks = { open: "<think>", close: "</think>" };
