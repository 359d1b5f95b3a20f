import { describeFiles } from "./start-model-server.ts";

const FOLDER = "test/fixtures/onnx/assay-notes-micro";
const NAMES = ["onnx/model.onnx", "config.json", "generation_config.json", "tokenizer.json", "tokenizer_config.json"];

const onnxFiles = Object.fromEntries(NAMES.map((name) => [name, `${FOLDER}/${name}`]));
const ggufFiles = { "assay-notes-micro-q8_0.gguf": "models/assay-notes-micro-q8_0.gguf" };

/** The smallest models of the repository as the service offers them to a page. */
export const microOnnx = describeFiles({ name: "micro-onnx", format: "onnx", digest: "o1" }, onnxFiles);
export const microGguf = describeFiles({ name: "micro-gguf", format: "gguf", digest: "g1" }, ggufFiles);

/** Their files, by the paths that they are asked for. */
export const MICRO_FILES: Readonly<Record<string, string>> = Object.fromEntries([
  ...Object.entries(onnxFiles).map(([name, path]) => [`o1/${name}`, path]),
  ...Object.entries(ggufFiles).map(([name, path]) => [`g1/${name}`, path]),
]);
