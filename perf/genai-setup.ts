import { spawnSync } from "node:child_process";
import { copyFileSync, linkSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/** Brings onnxruntime-genai into a folder; undefined, and a line that says why, where it cannot be had. */
export function installGenai(scratch: string): string | undefined {
  const folder = path.join(scratch, "python");
  const isWindows = process.platform === "win32";
  const python = isWindows ? path.join(folder, "Scripts", "python.exe") : path.join(folder, "bin", "python");
  const reason =
    run(isWindows ? "python" : "python3", ["-m", "venv", folder]) ??
    run(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "onnxruntime-genai"]);
  if (reason === undefined) return python;
  console.log(`onnxruntime-genai is left out: ${reason}`);
  return undefined;
}

/** Why a command failed; undefined when it did not. */
function run(command: string, args: readonly string[]): string | undefined {
  const { status, error, stderr } = spawnSync(command, args, { encoding: "utf8" });
  return status === 0 ? undefined : (error?.message ?? (stderr.trim().split("\n").at(-1) || `it ended with ${status}`));
}

/** Makes the folder that onnxruntime-genai wants of one in the form of Transformers.js. */
export function makeGenaiFolder(graph: string, folder: string, threads: number): string {
  const source = path.dirname(graph).endsWith("onnx") ? path.dirname(path.dirname(graph)) : path.dirname(graph);
  mkdirSync(folder, { recursive: true });
  for (const name of ["tokenizer.json", "tokenizer_config.json"])
    copyFileSync(path.join(source, name), path.join(folder, name));
  const name = path.basename(graph);
  for (const file of readdirSync(path.dirname(graph)).filter((one) => one.startsWith(name)))
    linkOrCopy(path.join(path.dirname(graph), file), path.join(folder, file));
  const config = JSON.parse(readFileSync(path.join(source, "config.json"), "utf8"));
  writeFileSync(path.join(folder, "genai_config.json"), JSON.stringify(toGenaiConfig(config, name, threads)));
  return folder;
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    copyFileSync(from, to); // another disk
  }
}

function toGenaiConfig(config: Readonly<Record<string, unknown>>, filename: string, threads: number): object {
  const names = (side: string, form: string) => ({
    [`${side}_key_names`]: `${form}.%d.key`,
    [`${side}_value_names`]: `${form}.%d.value`,
  });
  return {
    model: {
      type: "llama",
      bos_token_id: config.bos_token_id,
      eos_token_id: config.eos_token_id,
      pad_token_id: config.pad_token_id ?? config.eos_token_id,
      vocab_size: config.vocab_size,
      context_length: config.max_position_embeddings,
      decoder: {
        filename,
        session_options: { provider_options: [], ...(threads > 0 ? { intra_op_num_threads: threads } : {}) },
        head_size: config.head_dim,
        hidden_size: config.hidden_size,
        num_attention_heads: config.num_attention_heads,
        num_hidden_layers: config.num_hidden_layers,
        num_key_value_heads: config.num_key_value_heads,
        inputs: { input_ids: "input_ids", attention_mask: "attention_mask", ...names("past", "past_key_values") },
        outputs: { logits: "logits", ...names("present", "present") },
      },
    },
    search: { do_sample: false, max_length: 1024, past_present_share_buffer: true },
  };
}
