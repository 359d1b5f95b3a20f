import { toAssayError } from "../../core/errors.ts";
import { listTrusted, type TrustEntry } from "../project/trust-adapter.ts";
import type { Workspace } from "../workspace.ts";
import type { Finding } from "./finding.ts";

/** Tells which modules may run, and which yes no longer counts. */
export async function checkAdapters(workspace: Workspace): Promise<Finding[]> {
  try {
    return (await listTrusted(workspace)).map(toFinding);
  } catch (thrown) {
    const { message, hint } = toAssayError(thrown);
    const hints = hint === undefined ? [] : [hint];
    return [{ topic: "adapters", subject: "trusted", status: "problem", message, hints }];
  }
}

function toFinding({ path, state }: TrustEntry): Finding {
  const base = { topic: "adapters", subject: "trusted" } as const;
  const quoted = /\s/.test(path) ? `"${path}"` : path;
  switch (state) {
    case "unchanged":
      return { ...base, status: "ok", message: path };
    case "changed":
      return {
        ...base,
        status: "warning",
        message: `${path} has changed and no longer runs`,
        hints: [`read it, then type:\nassay trust ${quoted}`],
      };
    case "missing":
      return {
        ...base,
        status: "warning",
        message: `${path} is no longer there`,
        hints: [`to forget it:\nassay trust revoke ${quoted}`],
      };
    default:
      return state satisfies never;
  }
}
