/** How many tokens of a prompt are computed at a time. */
export interface PieceSize {
  readonly tokens: number;
  /** Learns from a piece that was computed. */
  learn(tokens: number, tookMs: number): void;
}

/** While a piece is computed nobody is heard, and an abort is to be answered within 200 ms. */
const TARGET_MS = 120;
const FEWEST_TOKENS = 16;
const FIRST_TOKENS = 64;
const MOST_TOKENS = 512;

/** Creates the size of pieces: doubled or halved, so that few sizes occur and equal prompts are mostly cut alike. */
export function createPieceSize(): PieceSize {
  let size = FIRST_TOKENS;
  return {
    get tokens() {
      return size;
    },
    learn(tokens, tookMs) {
      if (tokens < size) return;
      if (tookMs > TARGET_MS) size = Math.max(FEWEST_TOKENS, size / 2);
      else if (tookMs < TARGET_MS / 4) size = Math.min(MOST_TOKENS, size * 2);
    },
  };
}
