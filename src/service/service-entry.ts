import { extname } from "node:path";
import { fileURLToPath } from "node:url";

/** Path of the program that a service's process runs, in the form (`.ts` or built `.js`) that this file itself has. */
export const SERVICE_ENTRY = fileURLToPath(new URL(`./service-main${extname(import.meta.url)}`, import.meta.url));
