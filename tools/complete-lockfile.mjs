// Adds to package-lock.json the platform packages that the registry at hand could not resolve.
//
// npm drops an optional package from the lock file when the registry it wrote the lock with does not hold
// it, and `npm ci` then refuses the lock on every other machine. An entry with the version its parent asks
// for is enough: the platform that needs the package fetches it, all others skip it by `os` and `cpu`.
// Run after every change of dependencies: node tools/complete-lockfile.mjs
import { readFileSync, writeFileSync } from "node:fs";

const OS = {
  linux: "linux",
  darwin: "darwin",
  mac: "darwin",
  win: "win32",
  win32: "win32",
  android: "android",
  freebsd: "freebsd",
};
const CPU = {
  x64: "x64",
  arm64: "arm64",
  arm: "arm",
  armv7l: "arm",
  riscv64: "riscv64",
  ia32: "ia32",
  ppc64: "ppc64",
  s390x: "s390x",
};

const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
let added = 0;
for (const entry of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const path = `node_modules/${name}`;
    if (lock.packages[path]) continue;
    const words = name.split(/[/-]/);
    const os = words.map((word) => OS[word]).find(Boolean);
    const cpu = words.map((word) => CPU[word]).find(Boolean);
    if (!os || !/^\d/.test(version)) continue;
    lock.packages[path] = {
      version,
      ...(cpu && { cpu: [cpu] }),
      ...(entry.dev && { dev: true }),
      optional: true,
      os: [os],
    };
    added += 1;
  }
}
const root = lock.packages[""];
lock.packages = Object.fromEntries([
  ["", root],
  ...Object.entries(lock.packages)
    .filter(([key]) => key)
    .sort(([a], [b]) => (a < b ? -1 : 1)),
]);
writeFileSync("package-lock.json", `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} platform packages added to package-lock.json`);
