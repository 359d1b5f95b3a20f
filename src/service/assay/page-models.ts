import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import * as z from "zod";
import { AssayError } from "../../core/errors.ts";
import { contentDigest } from "../../hub/content-digest.ts";
import { type PageModelsReport, pageModelsQuerySchema, pageModelsSchema } from "../../wire/assay/page-models.ts";
import { answersOf } from "../../wire/openai/server/answer-schemas.ts";
import type { ModelListing } from "../../workbench/model/list-catalog.ts";
import { listPageModels, type PageFile, type PageModel } from "../../workbench/model/page-models.ts";
import type { App, AppContext } from "../app/app-context.ts";
import { parseByteRange } from "../app/byte-range.ts";
import { clientSignal } from "../app/client-signal.ts";
import { MANAGEMENT } from "../app/management.ts";

const listSchema = {
  summary: "Lists the models whose files a page can run by itself, with all that it takes",
  tags: ["assay"],
  querystring: pageModelsQuerySchema,
  response: answersOf(pageModelsSchema),
};

const fileSchema = {
  summary: "A file of such a model, or a part of it",
  tags: ["assay"],
  params: z.strictObject({ digest: z.string().regex(/^[0-9a-f]{64}$/), "*": z.string().max(300) }),
  response: answersOf(z.string()),
};

/** The models that there are, by name. */
export interface ModelLists {
  listModels(): Promise<readonly ModelListing[]>;
  /** @throws AssayError `unknown-model` */
  findModel(name: string): Promise<ModelListing>;
}

/** `GET /assay/v1/page-models`, and the files that it lists below it. */
export function addPageModels(app: App, host: ModelLists, { workspace }: Pick<AppContext, "workspace">): void {
  const stateDirectory = workspace.locations.state;
  /** As they were listed last, by their digest. */
  const listed = new Map<string, PageModel>();

  async function list(name: string | undefined, signal: AbortSignal): Promise<readonly PageModel[]> {
    const models = name === undefined ? await host.listModels() : [await host.findModel(name)];
    const found = await listPageModels(models, { stateDirectory, signal });
    for (const model of found) listed.set(model.digest, model);
    return found;
  }

  app.get("/assay/v1/page-models", { ...MANAGEMENT, schema: listSchema }, async ({ query }, reply) => {
    const found = await list(query.model, clientSignal(reply));
    return { models: found.map(toReport) } satisfies PageModelsReport;
  });

  app.get("/assay/v1/page-models/:digest/*", { ...MANAGEMENT, schema: fileSchema }, async (request, reply) => {
    const { digest, "*": name } = request.params;
    // A page that stayed open while the service was started anew knows its addresses from before.
    if (!listed.has(digest)) await list(undefined, clientSignal(reply));
    const file = listed.get(digest)?.files.find((one) => one.name === name);
    if (file === undefined) throw notListed(name);
    if ((await contentDigest(file.path, { stateDirectory })) !== file.digest) throw notListed(name);
    return sendFile(file, request, reply);
  });
}

function toReport({ files, capabilities, templateVariables, ...model }: PageModel) {
  return {
    ...model,
    capabilities: capabilities && [...capabilities],
    templateVariables: templateVariables && { ...templateVariables },
    files: files.map(({ path: _, ...file }) => ({
      ...file,
      url: `/assay/v1/page-models/${model.digest}/${file.name.split("/").map(encodeURIComponent).join("/")}`,
    })),
  };
}

function sendFile({ path, sizeBytes, digest }: PageFile, { method, headers }: FastifyRequest, reply: FastifyReply) {
  const etag = `"${digest}"`;
  reply.headers({
    etag,
    "accept-ranges": "bytes",
    "cache-control": "public, max-age=31536000, immutable",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
  });
  if (headers["if-none-match"] === etag) return reply.status(304).send();
  const isSame = headers["if-range"] === undefined || headers["if-range"] === etag;
  const range = isSame ? parseByteRange(headers.range, sizeBytes) : undefined;
  if (range === "unsatisfiable") return reply.status(416).header("content-range", `bytes */${sizeBytes}`).send();
  const { start, end } = range ?? { start: 0, end: sizeBytes - 1 };
  if (range !== undefined) reply.status(206).header("content-range", `bytes ${start}-${end}/${sizeBytes}`);
  reply.type(path.endsWith(".json") ? "application/json" : "application/octet-stream");
  reply.header("content-length", end - start + 1);
  // The answer to HEAD would otherwise be read whole, and thrown away.
  const isEmpty = method === "HEAD" || sizeBytes === 0;
  return reply.send(isEmpty ? Readable.from([]) : createReadStream(path, { start, end }));
}

function notListed(name: string): AssayError {
  return new AssayError({
    code: "model-missing",
    message: `No model that a page can run has the file ${JSON.stringify(name)} with this digest: it has changed, or is gone.`,
    hint: "List the models anew.",
  });
}
