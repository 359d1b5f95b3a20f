import { pluralize } from "../../lib/pluralize.ts";
import { flagOf } from "../../settings/definitions.ts";
import { isOpenToOthers } from "../service-control/open-to-others.ts";
import { readServiceStatus, type ServiceStatus } from "../service-control/read-service-status.ts";
import type { Workspace } from "../workspace.ts";
import type { Finding } from "./finding.ts";

/** Tells whether the service runs, who may reach it, and what web pages it refused. */
export async function checkService({ locations }: Workspace, signal?: AbortSignal): Promise<Finding[]> {
  const status = await readServiceStatus(locations, { waitMs: 0, signal });
  if (status.type !== "running") {
    const message = status.type === "starting" ? "is starting" : "does not run; assay service start starts it";
    return [{ topic: "service", subject: "service", status: "ok", message }];
  }
  return [describeRunning(status), ...describeRefusals(status)];
}

type Running = ServiceStatus & { readonly type: "running" };

function describeRunning({ state, report }: Running): Finding {
  const [address] = state.endpoints;
  const message = `runs at ${address}, serves ${state.project}`;
  const found = { topic: "service", subject: "service" } as const;
  if (report === undefined) {
    const hints = ["see what it does\nassay service logs"];
    return { ...found, status: "warning", message: `${message}, and takes long to answer`, hints };
  }
  if (!isOpenToOthers(state)) return { ...found, status: "ok", message };
  const hints = [
    `demand a key, unless everyone on this network may use it\nassay service restart ${flagOf("serviceKeyRequired")}`,
  ];
  return { ...found, status: "warning", message: `${message}, and asks nobody on the network for a key`, hints };
}

/** Reason for refusing a page, and the way out for its user. */
const REFUSALS = [
  {
    code: "file_page_refused",
    what: "of pages opened from disk",
    hint: `if they were your own pages, allow them\nassay service set ${flagOf("allowFilePages")}`,
  },
  {
    code: "origin_refused",
    what: "of other sites' pages",
    hint: `if you trust the site, allow it with ${flagOf("allowedOrigins")}; the log names it\nassay service logs`,
  },
  {
    code: "management_refused",
    what: "of pages to manage the service",
    hint: "the log names them\nassay service logs",
  },
];

function describeRefusals({ report }: Running): Finding[] {
  return REFUSALS.flatMap(({ code, what, hint }): Finding[] => {
    const requests = report?.refusals[code] ?? 0;
    if (requests === 0) return [];
    const message = `${pluralize(requests, "request")} ${what} refused since the start`;
    return [{ topic: "service", subject: "web pages", status: "warning", message, hints: [hint] }];
  });
}
