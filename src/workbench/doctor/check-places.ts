import { access, constants } from "node:fs/promises";
import type { Workspace } from "../workspace.ts";
import type { Finding } from "./finding.ts";
import { nearestFolder } from "./nearest-folder.ts";

/** Tells where things lie, and whether they can be written where they must be. */
export async function checkPlaces({ locations }: Workspace, runs: string): Promise<Finding[]> {
  const { config, state, cache, log } = locations;
  return [
    await checkWritable("runs", runs),
    await checkWritable("state", state),
    { topic: "places", subject: "your settings", status: "ok", message: config },
    { topic: "places", subject: "cache", status: "ok", message: cache },
    { topic: "places", subject: "logs", status: "ok", message: log },
  ];
}

async function checkWritable(subject: string, directory: string): Promise<Finding> {
  const folder = nearestFolder(directory);
  try {
    await access(folder, constants.W_OK);
    return { topic: "places", subject, status: "ok", message: directory };
  } catch {
    const hints = [
      `make ${folder} writable, or ${subject === "runs" ? "choose another folder for runs in assay.json" : "set ASSAY_HOME"}`,
    ];
    return { topic: "places", subject, status: "problem", message: `${directory} cannot be written`, hints };
  }
}
