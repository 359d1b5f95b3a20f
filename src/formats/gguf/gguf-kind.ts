import { AssayError } from "../../core/errors.ts";
import { parsePartName } from "../parts/part-name.ts";
import { type GgufHeader, isEmbeddingHeader } from "./header/gguf-header.ts";

/** Kinds of GGUF files. Only the first two can be loaded as a model. */
export type GgufKind = "chat" | "embedding" | "projector" | "adapter" | "importance-matrix" | "later-part";

/** Values of `general.type` in the GGUF specification, beside `model`. */
const KIND_OF_TYPE: Readonly<Record<string, GgufKind>> = {
  mmproj: "projector",
  adapter: "adapter",
  imatrix: "importance-matrix",
};

/**
 * Tells what a GGUF file is, from its name and what is known of its header.
 *
 * The name alone tells projectors, importance matrices and later parts by what llama.cpp's tools call them; without a
 * header, everything else counts as a chat model.
 */
export function ggufKind(path: string, header?: Pick<GgufHeader, "architecture" | "metadata">): GgufKind {
  if ((parsePartName(path)?.part ?? 1) > 1) return "later-part";
  const [, named] = /(?:^|[/\\_.-])(mmproj|imatrix)(?:[_.-]|$)/i.exec(path) ?? [];
  const type = header?.architecture === "clip" ? "mmproj" : header?.metadata.get("general.type");
  const kind = KIND_OF_TYPE[String(type)] ?? KIND_OF_TYPE[named?.toLowerCase() ?? ""];
  if (kind !== undefined) return kind;
  return header !== undefined && isEmbeddingHeader(header) ? "embedding" : "chat";
}

export function isModelKind(kind: GgufKind): kind is "chat" | "embedding" {
  return kind === "chat" || kind === "embedding";
}

const REFUSALS = {
  projector: [
    "the projector of a model (mmproj), which turns images into tokens",
    "Name the file of the model that it belongs to.",
  ],
  adapter: [
    "an adapter (LoRA), which only changes a model",
    "Name the file of a model; llama.cpp's llama-export-lora merges an adapter into one.",
  ],
  "importance-matrix": ["an importance matrix, which only quantising needs", "Name the file of a model."],
  "later-part": ["a later part of a split model", "Name the first part; it leads to the others."],
} as const;

/** @throws AssayError `model-invalid` for a file that only belongs to a model, with what it is */
export function requireModelKind(path: string, header: GgufHeader): "chat" | "embedding" {
  const kind = ggufKind(path, header);
  if (isModelKind(kind)) return kind;
  const [reason, hint] = REFUSALS[kind];
  throw new AssayError({
    code: "model-invalid",
    message: `${path} is ${reason}, not a model.`,
    hint,
  });
}
