import { basename, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { PAGE_BUILD } from "./page-build.ts";

export interface RoomSizes {
  /** Script of the shell and of each room, by gzip: shared parts, and what it loads later. Grammars come singly, as an answer needs them. */
  readonly rooms: ReadonlyMap<string, number>;
  /** Script of all rooms together. */
  readonly allBytes: number;
}

/** Bundles the pages in memory, and measures what each room loads. */
export async function measureRooms(): Promise<RoomSizes> {
  const outdir = resolve("dist/web");
  const { outputFiles, metafile } = await build({ ...PAGE_BUILD, outdir, write: false, metafile: true });
  const sizes = new Map(outputFiles.map(({ path, contents }) => [path, gzipSync(contents).length]));
  const rooms = new Map<string, string>();
  for (const [path, { entryPoint = "" }] of Object.entries(metafile.outputs)) {
    const [, room] = /^web\/([\w-]+)\/([\w-]+)\.tsx$/.exec(entryPoint) ?? [];
    if (room !== undefined && basename(entryPoint, ".tsx") === room) rooms.set(room, path);
  }
  const outputs = new Set(rooms.values());
  const isGrammar = (path: string) => /highlight\.js[\\/]/.test(metafile.outputs[path]?.entryPoint ?? "");
  const sizeOf = (paths: Iterable<string>) =>
    [...paths].reduce((sum, path) => sum + (sizes.get(resolve(path)) ?? 0), 0);
  /** Everything that a file leads to, but for rooms. */
  const follow = (path: string, found = new Set<string>()): Set<string> => {
    if (found.has(path)) return found;
    found.add(path);
    for (const { path: next } of metafile.outputs[path]?.imports ?? [])
      if (!outputs.has(next) && !isGrammar(next)) follow(next, found);
    return found;
  };
  const shell = follow("dist/web/main.js");
  const all = new Set(shell);
  const roomSizes = [...rooms].map(([room, path]) => {
    const loaded = follow(path, new Set(shell));
    for (const one of loaded) all.add(one);
    return [room, sizeOf(loaded)] as const;
  });
  return { rooms: new Map(roomSizes), allBytes: sizeOf(all) };
}
