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

/** Of an error's body, as much as may hold the message. */
const MAX_ERROR_BYTES = 64 * 1024;

/** The beginning of a body that comes with a bad status; what breaks off while it is read stays as it is. */
export async function readErrorText(exchange: Exchange): Promise<string> {
  return (await readBody(exchange, MAX_ERROR_BYTES)).text;
}
