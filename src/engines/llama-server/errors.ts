import { AssayError } from "../../core/errors.ts";
import { crashed } from "../hosted/errors.ts";
import type { ServerExit } from "./keep-server.ts";

export function wrongSource(type: string): AssayError {
  return new AssayError({
    code: "unsupported",
    message: `The llama-server engine runs files, not a source of the type ${type}.`,
    hint: "Name a path that ends in .gguf.",
  });
}

/** @param named what the setting names, when it names something */
export function missingBinary(named: string | undefined): AssayError {
  return new AssayError({
    code: "engine-missing",
    message:
      named === undefined
        ? "llama-server is not installed: it is neither on PATH nor named by ASSAY_LLAMA_SERVER."
        : `The llama-server that is named cannot be run: ${named}`,
    hint: installHint(),
  });
}

export function wrongProgram(path: string, said: string): AssayError {
  return new AssayError({
    code: "engine-missing",
    message: `${path} is not llama.cpp's llama-server: asked for its version, it said ${JSON.stringify(said.slice(0, 200))}`,
    hint: installHint(),
  });
}

export function tooOld(path: string, build: number, leastBuild: number): AssayError {
  return new AssayError({
    code: "engine-missing",
    message: `llama-server must be build ${leastBuild} or newer; ${path} is build ${build}.`,
    hint: `Update it. ${installHint()}`,
  });
}

export function withoutGpu(path: string): AssayError {
  return new AssayError({
    code: "device-absent",
    message: `llama-server finds no GPU: ${path} --list-devices names none.`,
    hint: "Install a build of llama-server for your graphics card (CUDA, Vulkan, Metal), or take the CPU.",
  });
}

/** The server ended before it was ready: its own words tell why. */
export function failedToLoad(exit: ServerExit, path: string): AssayError {
  const cause = crashed(exit);
  const { output } = exit;
  if (/unable to allocate|failed to allocate|out of memory|insufficient memory|cudaMalloc failed/i.test(output))
    return new AssayError({
      code: "out-of-memory",
      message: `The model does not fit the memory. ${cause.message}`,
      hint: "Choose a smaller variant, a shorter context or fewer requests at once, or unload other models.",
      cause,
    });
  if (/(unknown|invalid|unrecognized) argument|error while handling argument/i.test(output))
    return new AssayError({
      code: "unsupported",
      message: `llama-server does not know the arguments that it was given. ${cause.message}`,
      hint: `Update it, or take the variable that sets an option (LLAMA_ARG_...) out of the environment. ${installHint()}`,
      cause,
    });
  if (/error loading model|failed to load model|unknown model architecture|invalid magic/i.test(output))
    return new AssayError({
      code: "model-invalid",
      message: `llama-server cannot run ${path}. ${cause.message}`,
      hint: "Get the file again and check its digest; if it is newer than llama-server, update that.",
      cause,
    });
  return cause;
}

/** Ways to get the program, by system. */
export function installHint(platform: NodeJS.Platform = process.platform): string {
  const named = "or name it: ASSAY_LLAMA_SERVER, or llamaServer in your own assay.json";
  switch (platform) {
    case "win32":
      return `Install it with \`winget install llama.cpp\`, ${named}.`;
    case "darwin":
      return `Install it with \`brew install llama.cpp\`, ${named}.`;
    default:
      return `Install it with \`brew install llama.cpp\`, \`nix profile install nixpkgs#llama-cpp\` or a release of llama.cpp, ${named}.`;
  }
}
