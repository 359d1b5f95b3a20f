/** Format that a file's name tells; absent when it tells none that is known. */
export function formatOfFile(path: string): "gguf" | "onnx" | undefined {
  const [, ending] = /\.(gguf|onnx)$/i.exec(path) ?? [];
  return ending === undefined ? undefined : ending.toLowerCase() === "gguf" ? "gguf" : "onnx";
}
