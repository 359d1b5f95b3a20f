import { readFileSync } from "node:fs";
import { resolve } from "node:path";

/** Sends what `curl` would for the arguments that the document uses: an address, `-H`, and `-d` with a text or `@file`. */
export async function fetchAsCurl(
  args: readonly string[],
  folder: string,
): Promise<{ readonly status: number; readonly body: string }> {
  const headers = new Headers();
  let url = "";
  let body: string | undefined;
  for (let index = 0; index < args.length; index += 1) {
    const [word = "", value = ""] = args.slice(index, index + 2);
    if (word === "-H") headers.append(...(value.split(/:\s*(.*)/s).slice(0, 2) as [string, string]));
    else if (word === "-d")
      body = value.startsWith("@") ? readFileSync(resolve(folder, value.slice(1)), "utf8") : value;
    else url = word;
    if (word === "-H" || word === "-d") index += 1;
  }
  const response = await fetch(url, { headers, ...(body !== undefined && { method: "POST", body }) });
  return { status: response.status, body: await response.text() };
}
