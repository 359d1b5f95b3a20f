/**
 * llama.cpp's attention on the CPU takes another path from this many tokens of a sequence on, whose sums differ in the
 * last digits (seen with node-llama-cpp 3.22.1, AVX-512). So that an answer at temperature 0 depends neither on the
 * sizes of the pieces nor on who else is answered, all tokens of a prompt go the same way: a short prompt joins
 * everybody's step, a long one is cut into pieces that all reach the limit, each computed by itself.
 */
export const longPieceTokens = 64;

/**
 * Shares the room of one tick among the sequences, in their order.
 *
 * @param left prompt tokens that each has still to compute
 * @returns tokens of each one's piece; undefined for one that waits for the next tick
 */
export function sharePieces(left: readonly number[], room: number): readonly (number | undefined)[] {
  let free = room;
  return left.map((tokens) => {
    const piece = cutPiece(tokens, Math.max(free, free === room ? longPieceTokens : 0));
    if (piece !== undefined) free -= piece;
    return piece;
  });
}

/** The next piece of what is left, such that neither it nor the rest is short unless all was. */
function cutPiece(left: number, room: number): number | undefined {
  if (left === 0 || (left < longPieceTokens && left <= room)) return left;
  if (room < longPieceTokens) return undefined;
  if (left <= room || left < 2 * longPieceTokens) return left;
  return Math.min(room, left - longPieceTokens);
}
