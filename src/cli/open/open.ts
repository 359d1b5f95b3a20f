import openInBrowser from "open";
import type { EnvironmentVariables } from "../../lib/environment-variables.ts";
import { oneOf, readValue } from "../../settings/value-types.ts";
import { connectService } from "../../workbench/service-control/connect-service.ts";
import type { CommandContext } from "../options/command-context.ts";
import { openServiceWorkspace } from "../options/service-workspace.ts";
import { EXIT } from "../terminal/exit-codes.ts";
import { listenForInterrupt } from "../terminal/interrupt.ts";

const ROOM = oneOf("lab", "chat", "runs", "rate", "models");

export interface OpenPagesOptions {
  /** Absent: the first one. */
  readonly room: string | undefined;
  /** Opens nothing. */
  readonly print: boolean;
  readonly json: boolean;
}

/** `assay open` */
export async function openPages(options: OpenPagesOptions, { terminal, workspace }: CommandContext): Promise<number> {
  const room = readValue(options.room ?? "lab", ROOM, "[room]");
  using interrupt = listenForInterrupt(terminal, "stopping ...");
  const { state, isNew } = await connectService(workspace, async () => ({
    ...(await openServiceWorkspace(workspace)),
    signal: interrupt.signal,
  }));
  if (isNew) terminal.note(`🟢 Service is started on ${state.endpoints[0]}, process ${state.processId}`);
  const address = `${toLocalhost(state.endpoints[0] ?? "")}/#/${room}`;
  const isOpened = !options.print && !options.json && (await tryToOpen(address, workspace.env));
  terminal.printResult(options, { address, service: state.endpoints[0] }, () =>
    terminal.print(isOpened ? `${address} is open in the browser` : address),
  );
  if (!isOpened && !options.print && !options.json)
    terminal.note("no browser could be opened here: open this address in one");
  return EXIT.ok;
}

/** Browsers give the storage and the graphics card to localhost as to a secure site. */
function toLocalhost(endpoint: string): string {
  const url = new URL(endpoint);
  if (url.hostname === "127.0.0.1" || url.hostname === "[::1]") url.hostname = "localhost";
  return url.origin;
}

/** Whether a browser took the address: none does where there is no desktop. */
async function tryToOpen(address: string, env: EnvironmentVariables): Promise<boolean> {
  const { DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME } = env;
  if (process.platform === "linux" && (DISPLAY ?? WAYLAND_DISPLAY ?? WSL_DISTRO_NAME) === undefined) return false;
  try {
    const child = await openInBrowser(address);
    return await new Promise((resolve) => {
      child.once("error", () => resolve(false));
      child.once("spawn", () => resolve(true));
    });
  } catch {
    return false;
  }
}
