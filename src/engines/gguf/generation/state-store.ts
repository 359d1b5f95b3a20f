import type { Token } from "../../generation/vocabulary.ts";

/** State of computed tokens, copied out of the cache. */
export interface SavedState {
  readonly tokens: readonly Token[];
  readonly bytes: Uint8Array;
}

/** Holds what nobody uses at the moment, beside the cache: a large cache slows every step, this does not. */
export interface StateStore {
  readonly mostBytes: number;
  /** Changes its size, at the cost of the oldest states. */
  resize(mostBytes: number): void;
  /** All states, the last used last. */
  readonly states: readonly SavedState[];
  /** Adds a state, at the cost of the oldest ones; one that is larger than the store is not kept. */
  keep(state: SavedState): void;
  remove(state: SavedState): void;
}

/** Creates a store for so many bytes of states. */
export function createStateStore(bytes: number): StateStore {
  let mostBytes = bytes;
  let states: SavedState[] = [];
  const countBytes = () => states.reduce((sum, { bytes }) => sum + bytes.length, 0);

  const dropOldest = () => {
    while (countBytes() > mostBytes) states.shift();
  };

  return {
    get mostBytes() {
      return mostBytes;
    },
    resize(most) {
      mostBytes = most;
      dropOldest();
    },
    get states() {
      return states;
    },
    keep(state) {
      if (state.bytes.length > mostBytes) return;
      // What is the beginning of the new one is in it.
      states = states.filter(({ tokens }) => !beginsWith(state.tokens, tokens));
      states.push(state);
      dropOldest();
    },
    remove(state) {
      states = states.filter((one) => one !== state);
    },
  };
}

function beginsWith(tokens: readonly Token[], beginning: readonly Token[]): boolean {
  return beginning.length <= tokens.length && beginning.every((token, index) => tokens[index] === token);
}
