import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AssayError } from "../../core/errors.ts";
import { removeLeftProfiles, toProfilePrefix } from "./left-profiles.ts";

/** A browser with a profile of its own, which is deleted with it. */
export interface LaunchedBrowser extends AsyncDisposable {
  /** Rejects with `device-absent` when the browser ends by itself. */
  readonly ended: Promise<never>;
}

/** A browser without a window is never seen, and would be slowed down as hidden tabs are. */
const FLAGS = [
  "--headless=new",
  // It ends with the process that holds the other end of this pipe, however that one ends.
  "--remote-debugging-pipe",
  "--no-first-run",
  "--no-default-browser-check",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
  "--disable-renderer-backgrounding",
];

/** Starts a browser without a window on a page. @throws AssayError `device-absent` */
export async function launchBrowser(path: string, address: string): Promise<LaunchedBrowser> {
  await removeLeftProfiles(tmpdir());
  const profile = await mkdtemp(join(tmpdir(), toProfilePrefix(process.pid)));
  // Chromium refuses its sandbox to the user root, as whom containers run.
  const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const child = spawn(path, [...FLAGS, ...sandbox, `--user-data-dir=${profile}`, address], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
  });
  try {
    await once(child, "spawn");
  } catch (cause) {
    await rm(profile, { recursive: true, force: true });
    throw new AssayError({
      code: "device-absent",
      message: `The browser ${path} could not be started.`,
      hint: "Open the page yourself.",
      remedies: ["open-page"],
      cause,
    });
  }
  const ended = once(child, "exit").then(([code, signal]: (number | string | null)[]) => {
    throw new AssayError({
      code: "device-absent",
      message: `The browser ${path} has ended by itself (${signal ?? `exit ${code}`}).`,
      hint: "Open the page yourself.",
      remedies: ["open-page"],
    });
  });
  ended.catch(() => {}); // heard only by whoever waits for a page
  return {
    ended,
    async [Symbol.asyncDispose]() {
      await end(child);
      // Its helpers write a little longer.
      await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }).catch(() => {});
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill();
  const killer = setTimeout(() => child.kill("SIGKILL"), 5_000);
  await exited;
  clearTimeout(killer);
}
