import { z } from "zod";
import { ANSWERS } from "#app/api/schema/answers.ts";
import { named, problem } from "#app/api/schema/common.ts";
import { STATUSPAGE_ANSWERS } from "#app/api/schema/statuspage.ts";
import { SUBSCRIPTION_PATHS, SUBSCRIPTION_SECURITY, SUBSCRIPTION_TAG } from "#app/api/schema/subscriptions.ts";
import type { Parameter, Parameters } from "#domain/publish/api/parameters.ts";
import { RESOURCE_ADDRESSES, type ResourceAddress, resourceAt } from "#domain/publish/api/resources.ts";
import { STATUSPAGE_FILES } from "#domain/publish/statuspage/files.ts";

/** What is answered at the door and not by a handler. */
export const STREAM = "/api/v1/stream";

const DESCRIPTION =
  "A public status record of crypto's access layer, line by line as it is measured. Reading needs no key, and any site's scripts may read. Fields are added, never renamed or removed: ignore those that you do not know. `/api/v2` is Statuspage's. The rest is told in docs/api.md.";

const ref = (id: string) => ({ $ref: `#/components/schemas/${id}` });
const refused = (name: string) => ({ $ref: `#/components/responses/${name}` });

/** The API as OpenAPI 3.1: the tables of what there is, and the schemas that answers are tested against. */
export function openApi(url: string | null) {
  return {
    openapi: "3.1.0",
    info: {
      title: "Faultline",
      version: "1",
      description: DESCRIPTION,
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    servers: [{ url: url ?? "/" }],
    security: [],
    tags: [
      { name: "record", description: "The API of our own." },
      SUBSCRIPTION_TAG,
      { name: "statuspage", description: "Statuspage's API v2, for its clients as they are." },
    ],
    paths: {
      ...Object.fromEntries(RESOURCE_ADDRESSES.map((at) => [at, { get: operation(at) }])),
      [STREAM]: { get: streamOperation() },
      ...SUBSCRIPTION_PATHS,
      ...Object.fromEntries(
        STATUSPAGE_FILES.map((file) => [
          `/api/v2/${file}`,
          {
            get: {
              operationId: operationId(`/api/v2/${file}`),
              summary: `Statuspage's ${file}.`,
              tags: ["statuspage"],
              responses: {
                200: answer(STATUSPAGE_ANSWERS[file], `/api/v2/${file}`),
                304: refused("NotModified"),
                404: refused("Missing"),
                503: refused("Blind"),
              },
            },
          },
        ]),
      ),
    },
    components: { schemas: schemas(), responses: REFUSALS, securitySchemes: SUBSCRIPTION_SECURITY },
  };
}

function operation(at: ResourceAddress) {
  const { about, parts = {}, parameters = {} } = resourceAt(at);
  const places = [...at.matchAll(/\{([a-z]+)\}/g)].map(([, name = ""]) => name);
  return {
    operationId: operationId(at),
    summary: about,
    tags: ["record"],
    parameters: [
      ...places.map((name) => ({ name, in: "path", required: true, ...told(parts[name] ?? SLUG) })),
      ...queryParameters(parameters),
    ],
    responses: {
      200: answer(ANSWERS[at], at),
      304: refused("NotModified"),
      400: refused("Wrong"),
      ...(places.length > 0 || at === "/api/v1/measurements" || "without" in parameters
        ? { 404: refused("Missing") }
        : {}),
      503: refused("Blind"),
    },
  };
}

const SLUG: Pick<Parameter, "is" | "schema"> = { is: "a slug", schema: { type: "string" } };

function queryParameters(parameters: Parameters) {
  return Object.entries(parameters).map(([name, parameter]) => ({
    name,
    in: "query",
    required: parameter.required ?? false,
    ...told(parameter),
  }));
}

function told({ is, schema }: Pick<Parameter, "is" | "schema">) {
  return { description: `${is.slice(0, 1).toUpperCase()}${is.slice(1)}.`, schema };
}

function streamOperation() {
  return {
    operationId: operationId(STREAM),
    summary: "Server-sent events: what is said now, and what of it changes.",
    tags: ["record"],
    parameters: [
      {
        name: "Last-Event-ID",
        in: "header",
        required: false,
        description: "The id of the last event that was heard: what was missed since comes first.",
        schema: { type: "string" },
      },
    ],
    responses: {
      200: { description: "Events without end.", content: { "text/event-stream": { schema: { type: "string" } } } },
      400: refused("Wrong"),
      429: refused("TooMany"),
      503: refused("Blind"),
    },
  };
}

/** `/api/v1/cloud-events/{id}` -> `getApiV1CloudEventsId` */
function operationId(at: string): string {
  return `get${pascal(at)}`;
}

function pascal(at: string): string {
  return at.replace(/[^a-z0-9]+([a-z0-9]?)/g, (_, letter: string) => letter.toUpperCase());
}

function answer(schema: z.ZodType, at: string) {
  return { description: "As it is now.", content: { "application/json": { schema: ref(idOf(schema, at)) } } };
}

/** Answers that several resources share have the name of the first. */
function idOf(schema: z.ZodType, at: string): string {
  const known = named.get(schema)?.id;
  if (known !== undefined) return known;
  const id = `${pascal(at)}Answer`;
  named.add(schema, { id });
  return id;
}

function refusal(description: string) {
  return { description, content: { "application/problem+json": { schema: ref(named.get(problem)?.id ?? "") } } };
}

const REFUSALS = {
  NotModified: { description: "Nothing has changed since the answer whose ETag was sent." },
  Wrong: refusal(
    "A parameter is unknown, given twice, or has no such value: `errors` names it and says what is allowed.",
  ),
  Missing: refusal("There is no such thing on record."),
  TooMany: refusal("So many listen from one address already. `Retry-After` says when to come again."),
  Blind: refusal(
    "Our own record does not answer; that says nothing of any service. `Retry-After` says when to ask again.",
  ),
};

/** Every schema that has a name, as JSON Schema 2020-12 in its place in the document. */
function schemas(): Record<string, unknown> {
  for (const at of RESOURCE_ADDRESSES) idOf(ANSWERS[at], at);
  for (const file of STATUSPAGE_FILES) idOf(STATUSPAGE_ANSWERS[file], `/api/v2/${file}`);
  const all = z.toJSONSchema(named, { uri: (id) => `#/components/schemas/${id}` }).schemas;
  return Object.fromEntries(
    Object.entries(all).map(([id, { $id: _, $schema: __, ...schema }]) => [id, schema] as const),
  );
}
