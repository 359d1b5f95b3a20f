/** Bytes in words, with 10^6 bytes to a megabyte: `3.9 MB`, `164 MB`. */
export function formatMegabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}
