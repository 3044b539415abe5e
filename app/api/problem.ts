import { type ParameterError, WRONG_QUERY } from "#domain/publish/api/parameters.ts";
import { type ProblemStatus, problemOf } from "#domain/publish/api/problem.ts";

/** A refusal in the form of RFC 9457. */
export function problem(
  status: ProblemStatus,
  detail: string,
  { headers = {}, errors }: { headers?: Record<string, string>; errors?: readonly ParameterError[] } = {},
): Response {
  return Response.json(problemOf(status, detail, errors), {
    status,
    headers: { "content-type": "application/problem+json", ...headers },
  });
}

/** The database does not answer, or has not yet: whoever asks should ask again. */
export function cannotSee(): Response {
  const detail = "We cannot see right now: our own record does not answer.";
  return problem(503, detail, { headers: { "retry-after": "5" } });
}

/** Names each parameter that is not right, and what is allowed. */
export function wrongQuery(errors: readonly ParameterError[]): Response {
  return problem(400, WRONG_QUERY, { errors });
}

/** An answer that is of this moment. */
export function fresh(body: unknown, headers: Record<string, string> = {}): Response {
  return Response.json(body, { headers: { "cache-control": "no-cache", ...headers } });
}

/** A page of a list, which links the next one (RFC 8288). */
export function freshPage(request: Request, body: { readonly next_cursor: string | null }): Response {
  if (body.next_cursor === null) return fresh(body);
  const { pathname, searchParams } = new URL(request.url);
  searchParams.set("cursor", body.next_cursor);
  return fresh(body, { link: `<${pathname}?${searchParams}>; rel="next"` });
}
