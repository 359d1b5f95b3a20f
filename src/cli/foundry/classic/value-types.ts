import { z } from "zod";
import { parseNumber } from "../../../settings/text-values.ts";
import { anySwitch, type ValueType } from "../../../settings/value-types.ts";

/** Seconds as they are typed; a value of ms. */
export const seconds: ValueType<number> = {
  schema: z.number().min(1000),
  rule: "a number of seconds of at least 1",
  fromText: (written) => parseNumber(written) * 1000,
};

export const minutes: ValueType<number> = {
  schema: z.number().min(0),
  rule: "a number of minutes",
  fromText: parseNumber,
};

export const trueOrFalse: ValueType<boolean> = { ...anySwitch, rule: "true or false" };
