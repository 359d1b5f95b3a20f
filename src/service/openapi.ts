import swagger from "@fastify/swagger";
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from "fastify-type-provider-zod";
import * as z from "zod";
import { apiSchemas } from "../wire/openai/server/api-schemas.ts";
import type { App, AppContext } from "./app/app-context.ts";

const DESCRIPTION =
  "Local language models behind OpenAI's API and Foundry Local's. What cannot be honoured and would change an answer's " +
  "meaning is refused; what is not done quite as asked is named in the `Assay-Warning` header.";

/** Describes all routes that are added later, and adds `GET /openapi.json`, made of the schemas that check the requests. */
export function addOpenApi(app: App, { version }: AppContext): void {
  const schemas = { schemaRegistry: apiSchemas };
  void app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Assay", version, description: DESCRIPTION },
      components: { securitySchemes: { key: { type: "http", scheme: "bearer" } } },
    },
    transform: createJsonSchemaTransform(schemas),
    transformObject: createJsonSchemaTransformObject(schemas),
  });
  const schema = { summary: "This document", tags: ["service"] };
  let document: string | undefined;
  void app.register(async (routes) => {
    routes.get("/openapi.json", { schema, config: { access: "inference" } }, async (_request, reply) => {
      document ??= JSON.stringify(withoutUnused(documentSchema.parse(app.swagger())));
      return reply.type("application/json; charset=utf-8").serializer(String).send(document);
    });
  });
}

const documentSchema = z.looseObject({ components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }) });

/** Each schema comes in two forms, as it is sent and as it is answered: leaves out those that no route uses. */
function withoutUnused(document: z.output<typeof documentSchema>): object {
  const { components } = document;
  const text = JSON.stringify(document);
  const all = Object.entries(components.schemas);
  const used = all.filter(([name]) => text.includes(`"#/components/schemas/${name}"`));
  if (used.length === all.length) return document;
  return withoutUnused({ ...document, components: { ...components, schemas: Object.fromEntries(used) } });
}
