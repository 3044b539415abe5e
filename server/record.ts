import { connectDrizzle } from "#db/client.ts";
import { readAttributions } from "#db/read/clouds.ts";
import { createCloudRecord } from "#db/read/concentration.ts";
import { createFeedReader } from "#db/read/feeds.ts";
import { readIncidentGroup, readIncidentGroups } from "#db/read/incident-groups.ts";
import { readIncident, readIncidents } from "#db/read/incidents.ts";
import { createKnownSlugs } from "#db/read/known-slugs.ts";
import { createMeasurementReader } from "#db/read/measurements.ts";
import { createPastOfNow } from "#db/read/now.ts";
import { createRecordedReplays } from "#db/read/replays.ts";
import { createSaidReader } from "#db/read/said.ts";
import { createPastOfServices } from "#db/read/service.ts";
import { createStatuspageReader } from "#db/read/statuspage.ts";
import type { CloudEventQuery } from "#domain/publish/cloud-query.ts";
import type { EpochMs } from "#domain/time.ts";
import { sparingly } from "#server/front/sparingly.ts";
import { limited } from "#server/limited.ts";
import { messageOf } from "#server/message.ts";
import type { PastRecord } from "#server/snapshot.ts";

/** Reads at a time for all who look at clouds: they wait for one another before they crowd out the pages of now. */
const CLOUD_CONNECTIONS = 2;
/** For so long a page waits for its record; a moment when the database did not answer a moment ago. */
const WAIT_MS = { answering: 5_000, gone: 500 } as const;
/** Nobody waits for it any more, and others do for its connection. */
const STATEMENT_MS = 2 * WAIT_MS.answering;

export interface OpenRecord {
  readonly record: PastRecord;
  close(): Promise<void>;
}

/** Opens what of the past can be asked for. `isAnswering`: whether the database answered when it was asked last. */
export function openRecord(url: string, time: () => EpochMs, isAnswering: () => boolean): OpenRecord {
  const past = connectDrizzle({ url, name: "faultline-web-past", statementMs: STATEMENT_MS });
  const clouds = connectDrizzle({
    url,
    name: "faultline-web-clouds",
    max: CLOUD_CONNECTIONS,
    statementMs: STATEMENT_MS,
  });
  const waitMs = () => (isAnswering() ? WAIT_MS.answering : WAIT_MS.gone);
  // Who asks learns only that we cannot see; why is for the operator.
  const tell = sparingly((what) => console.error(`web: ${what}`));
  const onError = (error: unknown) => tell(`cannot read the record: ${messageOf(error)}`);
  const known = createKnownSlugs(past.db, time);
  /** Whether what is asked for has names that there are. */
  const mayHave = async ({ service, cloud = null }: { service: string | null; cloud?: string | null }) =>
    (service === null || (await known.hasService(service))) && (cloud === null || (await known.hasCloud(cloud)));
  const cloudRecord = createCloudRecord(clouds.db);
  const readers: Omit<
    PastRecord,
    "clouds" | "feeds" | "measurements" | "now" | "replays" | "said" | "services" | "statuspage"
  > = {
    incidents: async (query) =>
      (await mayHave(query)) ? readIncidents(past.db, query) : { incidents: [], next: null },
    incident: (id) => readIncident(past.db, id),
    incidentGroups: async (query) =>
      (await mayHave(query)) ? readIncidentGroups(past.db, query) : { groups: [], next: null },
    incidentGroup: (id) => readIncidentGroup(past.db, id),
    attributions: (ids) => readAttributions(past.db, ids),
  };
  return {
    record: {
      ...limited(readers, waitMs, onError),
      clouds: limited(
        {
          ...cloudRecord,
          events: async (query: CloudEventQuery) =>
            (await mayHave({ service: null, cloud: query.provider }))
              ? cloudRecord.events(query)
              : { events: [], next: null },
        },
        waitMs,
        onError,
      ),
      feeds: limited(createFeedReader(past.db, time), waitMs, onError),
      measurements: limited(createMeasurementReader(past.db, time), waitMs, onError),
      now: limited(createPastOfNow(past.db, time), waitMs, onError),
      replays: limited(createRecordedReplays(past.db, time), waitMs, onError),
      services: limited(createPastOfServices(past.db, time), waitMs, onError),
      said: limited(createSaidReader(past.db, time), waitMs, onError),
      statuspage: limited(createStatuspageReader(past.db, time), waitMs, onError),
    },
    close: async () => void (await Promise.all([past.close(), clouds.close()])),
  };
}
