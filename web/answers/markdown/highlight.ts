import type { Root } from "hast";
import type { LanguageFn } from "highlight.js";
import { createLowlight } from "lowlight";

interface Grammar {
  readonly load: () => Promise<{ readonly default: LanguageFn }>;
  /** Other names of the language, with a space between two. */
  readonly names?: string;
  /** Languages that its programs hold. */
  readonly holds?: readonly string[];
}

/** Each grammar is a script of its own, which comes with the first program that needs it. */
const GRAMMARS: Readonly<Record<string, Grammar>> = {
  bash: { load: () => import("highlight.js/lib/languages/bash"), names: "sh zsh" },
  c: { load: () => import("highlight.js/lib/languages/c"), names: "h" },
  cpp: { load: () => import("highlight.js/lib/languages/cpp"), names: "cc c++ h++ hpp hh hxx cxx" },
  csharp: { load: () => import("highlight.js/lib/languages/csharp"), names: "cs c#" },
  css: { load: () => import("highlight.js/lib/languages/css") },
  diff: { load: () => import("highlight.js/lib/languages/diff"), names: "patch" },
  dockerfile: { load: () => import("highlight.js/lib/languages/dockerfile"), names: "docker", holds: ["bash"] },
  go: { load: () => import("highlight.js/lib/languages/go"), names: "golang" },
  ini: { load: () => import("highlight.js/lib/languages/ini"), names: "toml" },
  java: { load: () => import("highlight.js/lib/languages/java"), names: "jsp" },
  javascript: { load: () => import("highlight.js/lib/languages/javascript"), names: "js jsx mjs cjs", holds: ["xml"] },
  json: { load: () => import("highlight.js/lib/languages/json"), names: "jsonc json5" },
  kotlin: { load: () => import("highlight.js/lib/languages/kotlin"), names: "kt kts" },
  markdown: { load: () => import("highlight.js/lib/languages/markdown"), names: "md mkdown mkd", holds: ["xml"] },
  php: { load: () => import("highlight.js/lib/languages/php"), holds: ["xml"] },
  powershell: { load: () => import("highlight.js/lib/languages/powershell"), names: "pwsh ps ps1" },
  python: { load: () => import("highlight.js/lib/languages/python"), names: "py gyp ipython" },
  ruby: { load: () => import("highlight.js/lib/languages/ruby"), names: "rb gemspec podspec thor irb" },
  rust: { load: () => import("highlight.js/lib/languages/rust"), names: "rs" },
  shell: { load: () => import("highlight.js/lib/languages/shell"), names: "console shellsession", holds: ["bash"] },
  sql: { load: () => import("highlight.js/lib/languages/sql") },
  swift: { load: () => import("highlight.js/lib/languages/swift") },
  typescript: { load: () => import("highlight.js/lib/languages/typescript"), names: "ts tsx mts cts", holds: ["xml"] },
  xml: {
    load: () => import("highlight.js/lib/languages/xml"),
    names: "html xhtml rss atom svg",
    holds: ["css", "javascript"],
  },
  yaml: { load: () => import("highlight.js/lib/languages/yaml"), names: "yml" },
};

const lowlight = createLowlight();

/** Colours code of a language that is known by this name; undefined for others, and where its grammar cannot be had. */
export async function highlight(language: string, code: string): Promise<Root | undefined> {
  const name = nameOf(language.toLowerCase());
  if (name === undefined) return undefined;
  try {
    await register(name);
    return lowlight.highlight(name, code);
  } catch {
    // The service is gone, or of another version by now: plain code can be read too.
    return undefined;
  }
}

function nameOf(language: string): string | undefined {
  if (Object.hasOwn(GRAMMARS, language)) return language;
  return Object.keys(GRAMMARS).find((name) => GRAMMARS[name]?.names?.split(" ").includes(language));
}

async function register(name: string, around: readonly string[] = []): Promise<void> {
  const { load, holds = [] } = GRAMMARS[name] ?? {};
  if (load === undefined || around.includes(name)) return;
  if (!lowlight.registered(name)) lowlight.register(name, (await load()).default);
  for (const held of holds) await register(held, [...around, name]);
}
