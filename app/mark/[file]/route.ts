import { STATUSES, type Status } from "#domain/status/status.ts";

export const dynamic = "force-dynamic";

/** The fills of the tokens, light and dark (app/globals.css): a picture knows nothing of the page's. */
const FILLS: Record<Exclude<Status, "operational">, readonly [light: string, dark: string]> = {
  under_maintenance: ["#20297a", "#697fed"],
  unknown: ["#697285", "#747b82"],
  degraded_performance: ["#9a7208", "#f4df84"],
  partial_outage: ["#b95905", "#f98b24"],
  major_outage: ["#520e1e", "#f44145"],
};

/** What stands in the corner: each status has a form of its own, for colour only repeats it. */
const FORMS: Record<Exclude<Status, "operational">, string> = {
  under_maintenance: '<path class="f" d="M15 13h3v10h-3zM21 13h3v10h-3z"/>',
  unknown: '<path class="l" d="M14 18h11" stroke-dasharray="3 1.5"/>',
  degraded_performance: '<path class="f" d="M20 11.5 26.5 23h-13Z"/>',
  partial_outage: '<circle class="l" cx="20" cy="17.5" r="4.7"/><path class="f" d="M20 12.8a4.7 4.7 0 0 1 0 9.4Z"/>',
  major_outage: '<path class="l" d="M15 12.5l10 10M25 12.5l-10 10"/>',
};

/** The site's mark, with the worst status in its corner; plain when all is well. */
function markOf(status: Status): string {
  const [light, dark] = status === "operational" ? ["#1a1c20", "#eae7e1"] : FILLS[status];
  const lines =
    status === "operational" ? "M0 3h11l4 4h11M0 9h8l4 4h14M0 15h5l3 3" : "M0 3h11l4 4h11M0 9h8M0 15h8M0 21h8";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -3 28 28"><style>
.m{fill:none;stroke:#1a1c20;stroke-width:2.6}.l{fill:none;stroke:${light};stroke-width:3.2}.f{fill:${light}}
@media (prefers-color-scheme:dark){.m{stroke:#eae7e1}.l{stroke:${dark}}.f{fill:${dark}}}
</style><path class="m" d="${lines}"/>${status === "operational" ? "" : FORMS[status]}</svg>`;
}

export async function GET(_: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const { file } = await params;
  const status = STATUSES.find((known) => file === `${known}.svg`);
  if (status === undefined) return new Response("There is no such mark.\n", { status: 404 });
  return new Response(markOf(status), {
    headers: { "content-type": "image/svg+xml", "cache-control": "public, max-age=86400" },
  });
}
