// Prints how often the matcher of facets errs on labelled answers, by half and source: the table of docs/facets.md.
import { matcherTable } from "../test/fixtures/labelled-answers/measure-matcher.ts";

console.log(matcherTable().join("\n"));
