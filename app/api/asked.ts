import { wrongQuery } from "#app/api/problem.ts";
import { readQuery } from "#domain/publish/api/parameters.ts";
import { type ResourceAddress, resourceAt } from "#domain/publish/api/resources.ts";
import type { Given } from "#domain/publish/list-query.ts";

/** What of a resource is asked for; or the refusal, which names everything that is not right. */
export function askedOf(at: ResourceAddress, request: Request): Given | Response {
  const read = readQuery(new URL(request.url).searchParams, resourceAt(at).parameters ?? {});
  return "errors" in read ? wrongQuery(read.errors) : read.given;
}
