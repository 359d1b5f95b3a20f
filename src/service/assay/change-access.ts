import { SETTINGS } from "../../settings/definitions.ts";
import { readValue } from "../../settings/value-types.ts";
import { accessSchema, changeAccessBodySchema } from "../../wire/assay/change-access.ts";
import { answersOf } from "../../wire/openai/server/answer-schemas.ts";
import { ACCESS_SETTINGS } from "../../workbench/service-control/service-settings.ts";
import type { App, AppContext, SecuritySettings } from "../app/app-context.ts";
import { MANAGEMENT } from "../app/management.ts";

const schema = {
  summary: "Changes who may ask, from the next request on",
  tags: ["assay"],
  body: changeAccessBodySchema,
  response: answersOf(accessSchema),
};

/** `POST /assay/v1/service/access` */
export function addChangeAccess(app: App, { security }: AppContext): void {
  app.post("/assay/v1/service/access", { ...MANAGEMENT, schema }, async (request) => {
    const changes = ACCESS_SETTINGS.flatMap((name) => {
      const value = request.body[name];
      return value === undefined ? [] : [[name, readValue<unknown>(value, SETTINGS[name], name)]];
    });
    Object.assign(security, Object.fromEntries(changes));
    return accessOf(security);
  });
}

/** Who may ask now. */
export function accessOf({ allowedHosts, allowedOrigins, allowFilePages }: SecuritySettings) {
  return { allowedHosts: [...allowedHosts], allowedOrigins: [...allowedOrigins], allowFilePages };
}
