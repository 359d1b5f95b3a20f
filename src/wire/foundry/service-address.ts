import * as z from "zod";

/** As the 0.x SDKs look for it in the output of `foundry service status`: the first one counts. */
const ADDRESS = /http:\/\/(?:[a-zA-Z0-9.-]+|\d{1,3}(?:\.\d{1,3}){3}):\d+/;

/** The service's address in the output of `foundry service status`, such as `http://127.0.0.1:5273`; undefined when it does not run. */
export function findServiceAddress(output: string): string | undefined {
  return ADDRESS.exec(output)?.[0];
}

const serverStatusSchema = z.object({ webUrls: z.union([z.array(z.string()), z.string()]).nullish() });

/** The service's address in the output of `foundry server status -o json` (0.10 and newer); undefined when it does not run. */
export function parseServerAddress(output: string): string | undefined {
  // A notice may stand before the JSON.
  const json = output.slice(Math.max(0, output.indexOf("{")));
  try {
    const urls = serverStatusSchema.safeParse(JSON.parse(json)).data?.webUrls;
    return [urls ?? []].flat().find((url) => /^https?:\/\//.test(url));
  } catch {
    return undefined;
  }
}
