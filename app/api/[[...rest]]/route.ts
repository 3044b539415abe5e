export const dynamic = "force-dynamic";

/** Whatever the API does not have is refused in its own form, not with a page for readers. */
export function GET(): Response {
  return Response.json(
    { type: "about:blank", title: "No such resource", status: 404, detail: "The API begins at /api/v1/services." },
    { status: 404, headers: { "content-type": "application/problem+json" } },
  );
}
