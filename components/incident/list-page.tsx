import { Filters } from "#components/incident/filters.tsx";
import { Group } from "#components/incident/group.tsx";
import { incidentsHeadline } from "#components/incident/headline.ts";
import { moment, type Words } from "#components/words/words.ts";
import { type Chains, chainsOf } from "#domain/publish/component-told.ts";
import {
  ALL_GROUPS,
  type GroupCursor,
  type GroupFilter,
  type GroupPage,
  groupsPath,
  type IncidentGroupView,
} from "#domain/publish/group-query.ts";
import type { Attributions } from "#domain/publish/incident.ts";
import type { Overview } from "#domain/status/overview.ts";
import type { EpochMs } from "#domain/time.ts";

interface Props {
  readonly overview: Overview;
  readonly page: GroupPage;
  readonly attributions: Attributions;
  readonly filter: GroupFilter;
  readonly cursor: GroupCursor | null;
  readonly clouds: readonly { readonly slug: string; readonly name: string }[];
  readonly words: Words;
  readonly now: EpochMs;
}

/** What has happened, open first, then the newest: those that began together as one. */
export function IncidentListPage(props: Props) {
  const { overview, page, filter, cursor, clouds, words, now } = props;
  const say = words.incident.list;
  return (
    <>
      <p className="flex flex-wrap gap-x-[18px] pt-[9px] font-cond text-[13px] text-ink-3">
        <time dateTime={new Date(overview.readAt).toISOString()}>
          {words.asOf(moment(overview.readAt, now, words))}
        </time>
      </p>
      <h1 className="pt-4">{incidentsHeadline(overview, words)}</h1>
      <p className="mt-3 max-w-[64ch] pb-5 text-[14.5px] text-ink-2">{say.stand}</p>
      <Filters filter={filter} clouds={clouds} services={overview.services} words={words} />
      <Groups {...props} chains={chainsOf(overview, now)} />
      <p className="flex flex-wrap justify-between gap-x-8 gap-y-2 border-ink border-t pt-2 text-[13.5px]">
        <span className="flex gap-x-6">
          {cursor !== null && <a href={words.service.at(groupsPath(filter))}>{say.newest}</a>}
          {page.next !== null && (
            <a href={words.service.at(groupsPath(filter, page.next))} rel="next">
              {say.older}
            </a>
          )}
        </span>
        <a href="/api/v1/incidents">{say.listJson}</a>
      </p>
    </>
  );
}

function Groups({ page, attributions, filter, words, now, chains }: Props & { chains: Chains }) {
  const say = words.incident.list;
  if (page.groups.length === 0) {
    const isFiltered = groupsPath(filter) !== groupsPath(ALL_GROUPS);
    return (
      <p className="border-ink border-t py-4">
        {isFiltered ? say.none : say.empty}{" "}
        {isFiltered && <a href={words.service.at(groupsPath(ALL_GROUPS))}>{say.clear}</a>}
      </p>
    );
  }
  return page.groups.map((group) => (
    <Group
      key={group.id}
      group={wantedFirst(group, filter)}
      attributions={attributions}
      chains={chains}
      words={words}
      now={now}
    />
  ));
}

/** A large group is cut: who asks for a service sees its incidents before the others that began together. */
function wantedFirst(group: IncidentGroupView, { service }: GroupFilter): IncidentGroupView {
  if (service === null) return group;
  const isWanted = ({ about }: IncidentGroupView["incidents"][number]) => about.serviceSlug === service;
  const { incidents } = group;
  return { ...group, incidents: [...incidents.filter(isWanted), ...incidents.filter((one) => !isWanted(one))] };
}
