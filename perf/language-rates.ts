// Prints how often the check of a language errs, by the letters of a text, as docs/checks.md states it.
import { renderLanguageRates } from "../test/fixtures/labelled-languages/render-language-rates.ts";

console.log(await renderLanguageRates());
