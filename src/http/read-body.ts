import type { Exchange } from "./exchange.ts";

/** Reads a body to its end, or its first `maxBytes` bytes and leaves the rest. */
export async function readBody(exchange: Exchange, maxBytes = Number.POSITIVE_INFINITY) {
  const utf8 = new TextDecoder();
  let text = "";
  let bytesSeen = 0;
  let receipt: number | undefined;
  for await (const read of exchange.reads) {
    text += utf8.decode(read.bytes, { stream: true });
    receipt = read.receipt;
    bytesSeen += read.bytes.length;
    if (bytesSeen >= maxBytes) break;
  }
  exchange.close(bytesSeen >= maxBytes ? "now" : "gently");
  return { text, receipt };
}
