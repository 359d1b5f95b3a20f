import koffi from "koffi";
import type { NativeFunctions } from "./bind-functions.ts";
import { findSystemFunction } from "./system-functions.ts";

/** Log of the library. */
export interface NativeLog {
  /** Runs something and gives the lines that the library logged meanwhile. */
  record<T>(run: () => T): readonly [T, readonly string[]];
  recordAsync<T>(run: () => Promise<T>): Promise<readonly [T, readonly string[]]>;
}

const logCallback = koffi.pointer(koffi.proto("ggml_log_callback", "void", ["int", "str", "void *"]));

/** Levels of ggml: 2 informs, 3 warns, 4 is an error, 5 goes on with the line before. */
const continuation = 5;
const fewestLevel = 3;
const mostLines = 40;

/**
 * Creates the log of a library.
 *
 * It is heard only while a load or a start runs: at other times each line would cost a hop from the library's thread to
 * this one. Left alone the library would write to standard error, so then a function of the system that does nothing
 * takes its lines.
 */
export function createNativeLog(native: Pick<NativeFunctions, "setLog">): NativeLog {
  const ignore = findSystemFunction("labs");
  if (ignore !== undefined) native.setLog(ignore, null);

  function listen(): () => readonly string[] {
    const lines: string[] = [];
    let kept = false;
    const callback = koffi.register((level: number, text: string) => {
      if (level !== continuation) kept = level >= fewestLevel;
      if (!kept || lines.length >= mostLines) return;
      if (level === continuation && lines.length > 0) lines.push(`${lines.pop()}${text}`);
      else lines.push(text);
    }, logCallback);
    native.setLog(callback, null);
    return () => {
      if (ignore !== undefined) {
        native.setLog(ignore, null);
        koffi.unregister(callback);
      }
      return lines.map((line) => line.trim());
    };
  }

  return {
    record(run) {
      const stop = listen();
      try {
        const value = run();
        return [value, stop()];
      } catch (error) {
        stop();
        throw error;
      }
    },
    async recordAsync(run) {
      const stop = listen();
      try {
        const value = await run();
        return [value, stop()];
      } catch (error) {
        stop();
        throw error;
      }
    },
  };
}
