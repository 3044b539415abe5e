import { answerPicture } from "#app/pictures/picture.tsx";
import { serviceHeadline } from "#components/service/headline.ts";
import { moment, wordsOf } from "#components/words/words.ts";
import { viewNow } from "#domain/status/now.ts";
import { currentSnapshot } from "#server/snapshot.ts";

export const dynamic = "force-dynamic";

/** What is shown of a service's page where it is shared. */
export async function GET(_: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const { file } = await params;
  const words = wordsOf("en");
  const { overview } = currentSnapshot();
  if (overview === null) return answerPicture({ sentence: words.headline.blind(), strata: [], foot: words.tagline });
  const service = overview.services.find(({ slug }) => file === `${slug}.png`);
  if (service === undefined) return new Response("There is no such service.\n", { status: 404 });
  const now = Date.now();
  const view = viewNow(overview, now);
  const rows = view.rows.filter((row) => row.service === service && row.judged);
  return answerPicture({
    sentence: serviceHeadline(service, overview, words, now),
    strata: rows.map(({ layer, status }) => ({
      name: words.strata.layers[layer].name,
      told: words.statuses[status],
      statuses: [status],
    })),
    foot: view.world ? "A made-up world: no real service" : words.asOf(moment(now, 0, words, "minute")),
  });
}
