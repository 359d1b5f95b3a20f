import type { z } from "zod";
import { fileHeader, strictObject } from "../json/strict-object.ts";
import { SETTINGS } from "./definitions.ts";

const shape = Object.fromEntries(
  Object.entries(SETTINGS).map(([name, { schema, description }]) => [name, schema.optional().describe(description)]),
);

/** assay.json: any of the settings. */
export const settingsFileSchema: z.ZodType<Readonly<Record<string, unknown>>> = strictObject({
  ...fileHeader,
  ...shape,
});
