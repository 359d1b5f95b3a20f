/** Whether a schema takes texts and nothing else, so that `1` is a text there and no number. */
export function wantsText(schema: unknown): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  const { type, enum: values, const: value, anyOf, oneOf } = schema as Readonly<Record<string, unknown>>;
  if (type !== undefined) return [type].flat().every((one) => one === "string");
  if (Array.isArray(values)) return values.every((one) => typeof one === "string");
  if (value !== undefined) return typeof value === "string";
  const choices = Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : [];
  return choices.length > 0 && choices.every(wantsText);
}
