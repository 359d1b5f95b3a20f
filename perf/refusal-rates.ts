// Prints how often the check for refusals errs on labelled answers, and on which.
import { measureRefusals } from "../test/fixtures/labelled-refusals/measure-refusals.ts";

const { refused, answered, missed, mistaken } = measureRefusals();
console.log(`refusals not found: ${missed.length} of ${refused}`);
for (const text of missed) console.log(`  ${text}`);
console.log(`answers taken for refusals: ${mistaken.length} of ${answered}`);
for (const text of mistaken) console.log(`  ${text}`);
