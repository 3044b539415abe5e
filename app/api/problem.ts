/** A refusal in the form of RFC 9457. */
export function problem(status: number, title: string, detail: string, headers: Record<string, string> = {}): Response {
  return Response.json(
    { type: "about:blank", title, status, detail },
    { status, headers: { "content-type": "application/problem+json", ...headers } },
  );
}

/** The database does not answer, or has not yet: whoever asks should ask again. */
export function cannotSee(): Response {
  return problem(503, "We cannot see right now", "Our own record does not answer.", { "retry-after": "5" });
}

/** An answer that is of this moment. */
export function fresh(body: unknown): Response {
  return Response.json(body, { headers: { "cache-control": "no-cache" } });
}
