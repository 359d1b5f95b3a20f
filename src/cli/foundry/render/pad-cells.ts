/** Cells of stated widths in one line; one that is longer keeps a space behind it. The last has no width. */
export function padCells(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, index) => {
      const width = widths[index];
      return width === undefined ? cell : cell.length < width ? cell.padEnd(width) : `${cell} `;
    })
    .join("");
}
