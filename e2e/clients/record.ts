import { type FeedFile, feedPath } from "#domain/publish/feed/address.ts";
import { type PublishedIncident, publishedIncidents } from "../api.ts";

/** The service that fails while the clients look on. Its checks are spread over their interval: the first is judged soon. */
export const FAILING = "1rpc";

/** `/services/kraken/updates.atom` */
export const ofService = (slug: string, file: FeedFile) => feedPath({ kind: "service", slug }, file);

/** Incidents of the made-up past, of services to which nothing happens now: no two of one service. */
export async function pastIncidents(): Promise<[PublishedIncident, PublishedIncident]> {
  const past = (await publishedIncidents("?state=resolved&limit=200")).filter(({ service }) => service !== FAILING);
  const [first] = past;
  const second = past.find(({ service, group }) => service !== first?.service && group !== first?.group);
  if (first === undefined || second === undefined) throw new Error("not enough happened in the made-up past");
  return [first, second];
}
