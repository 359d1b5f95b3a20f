// Lists every message and hint that people can read, with the parts that vary in braces: npm run messages
import { listMessages } from "./read-messages.ts";

for (const { place, message, hint } of listMessages()) {
  console.log(`${place}\n  ${message}`);
  if (hint !== undefined) console.log(`  -> ${hint}`);
}
