import { type Session, sessionSchema } from "../../wire/assay/session.ts";
import { answersOf } from "../../wire/openai/server/answer-schemas.ts";
import type { App, AppContext } from "../app/app-context.ts";

const schema = {
  summary: "Gives our own page the session token",
  tags: ["assay"],
  response: answersOf(sessionSchema),
};

/**
 * `POST /assay/v1/session`. A POST, as browsers then always name the page that asks, over plain http too; no other
 * page can read the answer or send the header that the token belongs in.
 */
export function addOpenSession(app: App, { security }: AppContext): void {
  app.post("/assay/v1/session", { config: { access: "own-page" }, schema }, async (): Promise<Session> => {
    return { token: security.sessionToken };
  });
}
