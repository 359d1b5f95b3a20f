import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Facet } from "../../core/prompt.ts";
import { matchFacet } from "./match-facet.ts";
import { wordFacet } from "./word-facet.ts";

/** A facet, an answer, and whether the answer states it. */
const CASES: readonly (readonly [facet: Facet, answer: string, found: boolean])[] = [
  // failed / dropped
  [["card readers", "one hour"], "The card readers failed for one hour on Saturday.", true],
  ["card readers down for an hour", "The card readers failed and were down for an hour.", true],
  [["sales", "5 percent"], "Sales dropped 5% in the north.", true],
  [["sales", "5 percent"], "Sales in the north dropped by 5 percent.", true],
  [["lift", "March 3"], "The lift failed its inspection on 3 March.", true],
  [["Helen", "user survey"], "Helen failed to send the user survey.", false],
  ["repaint the north wall", "The idea to repaint the north wall was dropped.", false],
  ["repaint the north wall", "They dropped the plan to repaint the north wall.", false],
  ["repaint the north wall", "The plan to repaint the north wall failed.", false],
  ["heating failed on Monday", "The heating fails on Monday.", true],
  // over from
  [["Omar", "minutes"], "Lena writes the minutes, taking over from Omar.", false],
  [["Omar", "minutes"], "Lena took over the minutes from Omar.", false],
  [["Omar", "minutes"], "The minutes are taken over from Omar.", false],
  [["Omar", "minutes"], "Lena writes the minutes (Omar is ill).", false],
  [["Omar", "minutes"], "Lena: minutes (Omar is on leave)", false],
  [["Omar", "minutes"], "Lena writes the minutes because Omar is away until Monday.", false],
  [["Omar", "minutes"], "Lena writes the minutes in place of Omar.", false],
  [["Omar", "minutes"], "Lena stands in for Omar and writes the minutes.", false],
  [["Lena", "minutes"], "Lena stands in for Omar and writes the minutes.", true],
  [["Lena", "minutes"], "Lena writes the minutes (Omar is ill).", true],
  [["Lena", "minutes"], "Lena takes over the minutes from Omar.", true],
  [["Omar", "minutes"], "Omar takes over the minutes from Lena.", true],
  [["Omar", "minutes"], "Omar is back and writes the minutes.", true],
  // ranges
  [["exhibition", "May 2"], "The exhibition runs from 2 May to 9 July.", true],
  [["exhibition", "July 9"], "The exhibition runs from 2 May to 9 July.", true],
  [["exhibition", "May 2"], "The exhibition is moved from 2 May to 9 July.", false],
  [["exhibition", "July 9"], "The exhibition is moved from 2 May to 9 July.", true],
  [["exhibition", "May 2"], "The opening of the exhibition slips from 2 May to 9 July.", false],
  [["exhibition", "May 2"], "Exhibition: 2 May to 9 July", true],
  // two tasks in one item
  [["gutters", "Thursday"], "- Thursday - gutters; Friday - boiler", true],
  [["gutters", "Friday"], "- Thursday - gutters; Friday - boiler", false],
  [["gutters", "Friday"], "- Thursday - gutters; Friday - boiler", false],
  [["boiler", "Thursday"], "- Thursday - gutters; Friday - boiler", false],
  [["Ina", "boiler", "Thursday"], "- Ina: Thursday - gutters; Friday - boiler", false],
  [["Ina", "boiler", "Friday"], "- Ina: Thursday - gutters; Friday - boiler", true],
  [["Ina", "gutters", "Friday"], "- Ina: Thursday - gutters; Friday - boiler", false],
  [["Ina", "gutters", "Friday"], "- Ina: gutters - Thursday; boiler - Friday", false],
  [["Ina", "gutters", "Friday"], "- **Ina**: clean the gutters (Thursday); check the boiler (Friday)", false],
  [["Ina", "boiler", "Thursday"], "- **Ina**: clean the gutters (Thursday); check the boiler (Friday)", false],
  [["Ina", "boiler", "Friday"], "- **Ina**: clean the gutters (Thursday); check the boiler (Friday)", true],
  [["Ina", "boiler", "Thursday"], "- Ina: Thursday: gutters, Friday: boiler", false],
  [["boiler", "Thursday"], "Thursday: gutters, Friday: boiler", false],
  [["gutters", "Friday"], "Thursday: gutters, Friday: boiler", false],
  [["gutters", "Friday"], "- gutters by Thursday; boiler by Friday", false],
  [["boiler", "Thursday"], "- gutters by Thursday; boiler by Friday", false],
  [["gutters", "Thursday"], "- Ina: gutters; Thursday, boiler; Friday", true],
  // no X or Y
  ["lunch is included", "No lunch or parking is included.", false],
  [["parking", "included"], "No lunch or parking is included.", false],
  [["lunch", "included"], "No lunch or parking is included.", false],
  [["parking", "included"], "Parking is included at no extra cost.", true],
  [["budget", "5000"], "The budget is no more than 5000.", true],
  ["parking", "No lunch or parking is included.", true],
  [["Helen", "user survey"], "Helen does the user survey, with no budget.", true],
  [["parking", "included"], "No lunch, drinks or parking were included.", false],
  [["snacks", "Friday"], "No snacks on Friday.", true],
  ["train starts from Hull", "No trains or buses will start from Hull.", false],
  [["trains", "Hull"], "There will be no trains from Hull.", false],
];

describe("matchFacet() tells what is taken back from what has happened", () => {
  for (const [facet, answer, found] of CASES)
    it(`${found ? "finds" : "does not find"} ${wordFacet(facet)} in ${JSON.stringify(answer)}`, () =>
      assert.equal(matchFacet(facet, answer).found, found));
});
