import * as z from "zod";
import { ERROR_CODES, REMEDIES } from "../../core/errors.ts";

/** An error as it travels; a code that this version does not know becomes `internal`. */
export const errorRecordSchema = z.object({
  code: z.enum(ERROR_CODES).catch("internal"),
  message: z.string(),
  hint: z.string().optional(),
  remedies: z.array(z.enum(REMEDIES)).readonly().optional().catch(undefined),
  retryAfterMs: z.number().optional(),
});
