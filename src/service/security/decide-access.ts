import { flagOf } from "../../settings/definitions.ts";
import type { SecuritySettings } from "../app/app-context.ts";
import { HttpError } from "../app/http-error.ts";
import type { RequestOrigin } from "./request-origin.ts";

/** What a route gives access to: `inference` answers, `management` reads or changes the state of this machine. */
export type RouteAccess = "inference" | "management";

/**
 * Refuses what a page may not ask for.
 *
 * @param hasSession whether the request carries the session token, which only our own page and command line know
 * @returns the value of `Access-Control-Allow-Origin`; absent where no other origin's page asks
 * @throws HttpError 403
 */
export function decideAccess(
  origin: RequestOrigin,
  access: RouteAccess,
  { allowedOrigins, allowFilePages }: Pick<SecuritySettings, "allowedOrigins" | "allowFilePages">,
  hasSession: boolean,
): string | undefined {
  if (origin.type === "client") return undefined;
  if (access === "management") {
    if (origin.type === "own-page" && hasSession) return undefined;
    throw forbidden(
      "management_refused",
      "Cannot manage this service from a web page as management must come from its own page or from a program",
      "Use the command line, or a program that sends no Origin header",
    );
  }
  switch (origin.type) {
    case "own-page":
      return undefined;
    case "local-page":
      return origin.origin;
    case "file-page":
      if (allowFilePages || allowedOrigins.includes("*")) return "null";
      throw forbidden(
        "file_page_refused",
        'Cannot answer a page whose Origin is "null" as file pages must be allowed first: pages opened from disk send it, and so can any site',
        `Type: assay service set ${flagOf("allowFilePages")}, then assay service restart; or serve the page from http://localhost`,
      );
    case "foreign-page":
      if (origin.origin !== undefined && allowedOrigins.some((one) => one === "*" || one === origin.origin))
        return origin.origin;
      throw forbidden(
        "origin_refused",
        `Cannot answer a page of another site as its origin must be allowed: current value is ${JSON.stringify(origin.origin ?? "a site that the browser does not name")}`,
        `Start the service with ${flagOf("allowedOrigins")} <origin> if you trust that site with your models`,
      );
    default:
      return origin satisfies never;
  }
}

function forbidden(code: string, message: string, hint: string): HttpError {
  return new HttpError(403, code, `${message}. ${hint}`);
}
