import { parseOriginPattern } from "../../lib/origin-pattern.ts";
import { flagOf } from "../../settings/definitions.ts";
import type { SecuritySettings } from "../app/app-context.ts";
import { HttpError } from "../app/http-error.ts";
import type { RequestOrigin } from "./request-origin.ts";

/**
 * Access that a route gives.
 *
 * - `inference`: answers
 * - `management`: reads or changes the state of this machine
 * - `own-page`: opens a session for our own page
 * - `page`: files of our pages, which any site may link to
 */
export type RouteAccess = "inference" | "management" | "own-page" | "page";

/** Schemes from which web views of desktop and mobile programs load their own pages. No web site can have such a scheme. */
const PROGRAM_SCHEMES = /^(app|tauri|electron|capacitor|ionic|vscode-webview|vscode-file):\/\//i;

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
  if (origin.type === "client" || access === "page") return undefined;
  if (access === "own-page" && origin.type === "own-page") return undefined;
  if (access !== "inference") {
    // Over plain http to another machine a browser names no page with a GET; but no other page can send the token.
    if (hasSession && (origin.type === "own-page" || origin.type === "browser")) return undefined;
    throw forbidden(
      "management_refused",
      "This service is managed from its own page or from a program, not from a web page",
      "Use the command line, or a program that sends no Origin header",
    );
  }
  switch (origin.type) {
    case "browser":
    case "own-page":
      return undefined;
    case "local-page":
      return origin.origin;
    case "file-page":
      if (allowFilePages || allowedOrigins.includes("*")) return origin.origin;
      throw forbidden(
        "file_page_refused",
        'A page whose Origin is "null" is answered only where file pages are allowed: pages opened from disk send it, and so can any site',
        `Type: assay service set ${flagOf("allowFilePages")}; or serve the page from http://localhost`,
      );
    case "foreign-page":
      if (origin.origin !== undefined && isAllowed(origin.origin, allowedOrigins)) return origin.origin;
      throw forbidden(
        "origin_refused",
        `Pages of ${origin.origin ?? "a site that the browser does not name"} are not allowed to ask this service`,
        `If you trust that site with your models, type: assay service set ${flagOf("allowedOrigins")} ${[...allowedOrigins, toShell(origin.origin)].join(",")}`,
      );
    default:
      return origin satisfies never;
  }
}

function isAllowed(origin: string, allowed: readonly string[]): boolean {
  return PROGRAM_SCHEMES.test(origin) || allowed.some((one) => parseOriginPattern(one)?.test(origin));
}

/** An origin to type, where it is a plain one: what else stands there is not for a command line. */
function toShell(origin: string | undefined): string {
  return origin !== undefined && /^[a-z][a-z0-9+.-]*:\/\/[\w.:[\]-]+$/i.test(origin) ? origin : "<origin>";
}

function forbidden(code: string, message: string, hint: string): HttpError {
  return new HttpError(403, code, `${message}. ${hint}`);
}
