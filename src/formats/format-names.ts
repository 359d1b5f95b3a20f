/** Every format whose files are known, the one that is preferred first; apart from `FORMATS`, so that a help text reads no parser. */
export const FORMAT_NAMES = ["gguf", "onnx"] as const;

export type FormatName = (typeof FORMAT_NAMES)[number];
