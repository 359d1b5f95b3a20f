/** Writes a vector as base64 of its little-endian float32 numbers, as JSON has no other short form. */
export function toBase64(vector: Float32Array): string {
  return Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString("base64");
}

export function fromBase64(text: string): Float32Array {
  // Copied, since a buffer's own place in memory need not suit numbers of four bytes.
  return new Float32Array(new Uint8Array(Buffer.from(text, "base64")).buffer);
}
