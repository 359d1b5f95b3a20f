import * as z from "zod";
import { personName } from "./ratings.ts";

const MOST_PAIRS = 10_000;

/** Query of `GET /assay/v1/runs/:id/pairs`, which the service alone reads: numbers as text take much script that no page needs. */
export const pairsQuerySchema = z.strictObject({
  by: personName.describe("Who compares."),
  most: z.coerce.number().int().min(1).max(MOST_PAIRS).optional().describe("So many pairs at most; absent: 60."),
});
