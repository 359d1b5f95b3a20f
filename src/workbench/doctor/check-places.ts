import { access, constants } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { statFile } from "../../system/stat-file.ts";
import type { Workspace } from "../workspace.ts";
import type { Finding } from "./finding.ts";
import { nearestFolder } from "./nearest-folder.ts";

/** Tells where things lie, and whether they can be written where they must be. */
export async function checkPlaces({ locations }: Pick<Workspace, "locations">, runs: string): Promise<Finding[]> {
  const { config, state, cache, log } = locations;
  return [
    await checkWritable("runs", runs),
    await checkWritable("state", state),
    { topic: "places", subject: "your settings", status: "ok", message: config },
    await checkWritable("cache", cache),
    { topic: "places", subject: "logs", status: "ok", message: log },
  ];
}

async function checkWritable(subject: "runs" | "state" | "cache", directory: string): Promise<Finding> {
  const folder = nearestFolder(directory);
  const [next] = relative(folder, directory).split(sep);
  const inTheWay = next ? join(folder, next) : undefined;
  if (inTheWay !== undefined && statFile(inTheWay) !== undefined) {
    const hints = [`move that file away, or ${otherFolder(subject)}`];
    const message = `${directory} cannot be made, as ${inTheWay} is a file`;
    return { topic: "places", subject, status: "problem", message, hints };
  }
  try {
    await access(folder, constants.W_OK);
    return { topic: "places", subject, status: "ok", message: directory };
  } catch {
    const hints = [`make ${folder} writable, or ${otherFolder(subject)}`];
    return { topic: "places", subject, status: "problem", message: `${directory} cannot be written`, hints };
  }
}

function otherFolder(subject: string): string {
  return subject === "runs" ? "choose another folder for runs in assay.json" : "set ASSAY_HOME to another folder";
}
