/** Bytes before the cells: a mark, and the sequence that was saved. */
const headBytes = 8;
const countBytes = 4;

/**
 * Takes what the library saved of a sequence out of the lane that it lay in.
 *
 * The library writes how many lanes there are and, for each, how many cells follow; of a single sequence all lanes but
 * one have none. It reads the cells back into whichever lane belongs to the sequence, if only the number of lanes fits.
 */
export function leaveLane(state: Uint8Array, lanes: number, lane: number): Uint8Array {
  if (lanes === 1) return state;
  const from = headBytes + countBytes * (1 + lane);
  const to = state.length - countBytes * (lanes - 1 - lane);
  const start = from - headBytes - countBytes;
  const taken = state.subarray(start, to);
  taken.set(toHead(state, 1));
  return taken;
}

/** Gives what `leaveLane()` took out of its lane the form that a cache of so many lanes reads. */
export function enterLanes(state: Uint8Array, lanes: number): Uint8Array {
  if (lanes === 1) return state;
  const entered = new Uint8Array(state.length + countBytes * (lanes - 1));
  entered.set(state);
  entered.set(toHead(state, lanes));
  return entered;
}

function toHead(state: Uint8Array, lanes: number): Uint8Array {
  const head = state.slice(0, headBytes + countBytes);
  new DataView(head.buffer).setUint32(headBytes, lanes, true);
  return head;
}
