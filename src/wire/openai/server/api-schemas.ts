import * as z from "zod";

/** The schemas that the OpenAPI document names; the others stand where they are used. */
export const apiSchemas = z.registry<{ readonly id: string }>();
