import { useEffect, useRef, useState } from "preact/hooks";
import { type BlockReader, createBlockReader } from "./create-block-reader.ts";
import { drawBlock } from "./draw-block.tsx";

/** Characters that are parsed in one go: some ms, after which the page may do something else. */
const STEP = 4_000;

/** Share of the time that is spent on parsing while a text grows. */
const MOST_SHARE = 0.15;

/** The text of an answer as Markdown. It may grow: only what is new is parsed and drawn. */
export function Markdown({ text }: { readonly text: string }) {
  const reader = useReader(text);
  return <div class="prose">{reader.blocks.map((block) => drawBlock(block))}</div>;
}

/** Follows a text in small steps; a long one that is there already is read in the course of some frames. */
function useReader(text: string): BlockReader {
  const held = useRef<BlockReader | undefined>(undefined);
  const [, redraw] = useState(0);
  if (held.current === undefined || !text.startsWith(held.current.text)) {
    held.current = createBlockReader();
    held.current.read(text.slice(0, STEP));
  }
  const reader = held.current;
  const wanted = useRef(text);
  wanted.current = text;
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  function step(): void {
    timer.current = undefined;
    const startMs = performance.now();
    const from = reader.text.length;
    reader.read(wanted.current.slice(from, from + STEP));
    redraw((count) => count + 1);
    follow((performance.now() - startMs) / MOST_SHARE);
  }

  function follow(pauseMs: number): void {
    if (timer.current === undefined && reader.text.length < wanted.current.length)
      timer.current = setTimeout(step, pauseMs);
  }

  useEffect(() => follow(0), [text]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return reader;
}
