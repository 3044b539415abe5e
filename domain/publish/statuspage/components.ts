import { stableId } from "#domain/incident/identity.ts";
import { type Chains, chainsOf, subjectOfComponent } from "#domain/publish/component-told.ts";
import { rfc3339 } from "#domain/publish/figure.ts";
import { nameOf } from "#domain/publish/sentence.ts";
import { en } from "#domain/publish/sentences-en.ts";
import { statuspageComponentId } from "#domain/publish/webhook/statuspage.ts";
import { combinedStatus, componentStatus, hasVerdict, holdsNow, maintenanceNow } from "#domain/status/answering.ts";
import type { ComponentView, Overview, ServiceView } from "#domain/status/overview.ts";
import type { Status } from "#domain/status/status.ts";
import type { EpochMs } from "#domain/time.ts";

/** Statuspage's closed vocabulary: a client that meets another word takes it for operational, for down, or for nothing at all. */
export type StatuspageStatus = Exclude<Status, "unknown">;

/** A component, or a service as the group of its components, in Statuspage's form. */
export interface StatuspageComponent {
  readonly id: string;
  readonly name: string;
  readonly status: StatuspageStatus;
  readonly created_at: string;
  readonly updated_at: string;
  readonly position: number;
  readonly description: null;
  readonly showcase: boolean;
  readonly start_date: null;
  readonly group_id: string | null;
  readonly page_id: string;
  readonly group: boolean;
  readonly only_show_if_degraded: boolean;
  /** Of a group: the ids of those in it that are listed. */
  readonly components?: readonly string[];
}

export interface ListedComponents {
  /** A group before its members; without what nobody knows. */
  readonly rows: readonly StatuspageComponent[];
  /** Ids by `infura/polygon`, of those that are listed. */
  readonly ids: ReadonlyMap<string, string>;
  /** Components that are judged here and of which nobody knows now: left out. */
  readonly unknown: number;
}

/** The same for ever, whatever the site is called. */
export const PAGE_ID = stableId("page");

/** Every component that is judged here and of which something is known now, under its service where that has several. */
export function listComponents(overview: Overview, now: EpochMs): ListedComponents {
  const chains = chainsOf(overview, now);
  const listed = overview.services
    .filter(({ lifecycle }) => lifecycle.state !== "retired")
    .map((service, index) => listService(service, index + 1, { overview, chains, now }));
  return {
    rows: listed.flatMap(({ rows }) => rows),
    ids: new Map(listed.flatMap(({ ids }) => ids)),
    unknown: listed.reduce((sum, { unknown }) => sum + unknown, 0),
  };
}

interface Context {
  readonly overview: Overview;
  readonly chains: Chains;
  readonly now: EpochMs;
}

function listService(service: ServiceView, position: number, context: Context) {
  const { judge } = context.overview;
  const judged = service.components.filter(hasVerdict);
  const known = judged.filter((one) => componentStatus(one, judge, context.now) !== "unknown");
  // One of two that is down is a part, whatever the other is: what nobody knows is not down. Where it hides nothing but what is
  // well, what is known speaks for the service; that may still be nothing: that its edge answers makes it not operational.
  const whole = combinedStatus(judged, judge, context.now);
  const status = whole === "unknown" ? combinedStatus(known, judge, context.now) : whole;
  if (status === "unknown") return { rows: [], ids: [], unknown: judged.length };
  const isGroup = service.components.length > 1;
  const groupId = isGroup ? stableId("service", service.slug) : null;
  const members = known.flatMap((component): StatuspageComponent[] => {
    const own = componentStatus(component, judge, context.now);
    if (own === "unknown") return [];
    const place = isGroup ? service.components.indexOf(component) + 1 : position;
    return [rowOf(service, component, { status: own, groupId, position: place }, context)];
  });
  const ids = known.map((one): [string, string] => [`${service.slug}/${one.slug}`, idOf(service, one)]);
  const unknown = judged.length - known.length;
  return {
    rows: groupId === null ? members : [groupOf(service, groupId, status, position, members), ...members],
    ids,
    unknown,
  };
}

function idOf(service: ServiceView, component: ComponentView): string {
  return statuspageComponentId(`${service.slug}/${component.slug}`);
}

function rowOf(
  service: ServiceView,
  component: ComponentView,
  own: { readonly status: StatuspageStatus; readonly groupId: string | null; readonly position: number },
  { overview, chains, now }: Context,
): StatuspageComponent {
  const since = holdsNow(component, overview.judge, now)?.since ?? overview.readAt;
  const changedAt = Math.max(since, maintenanceNow(component, overview.judge, now)?.from ?? since);
  const proven = component.checks.flatMap(({ provenAt }) => provenAt ?? []);
  return {
    id: idOf(service, component),
    name: nameOf(subjectOfComponent(service, component, chains), en),
    status: own.status,
    created_at: rfc3339(Math.min(changedAt, ...proven)),
    updated_at: rfc3339(changedAt),
    position: own.position,
    description: null,
    showcase: own.groupId === null,
    start_date: null,
    group_id: own.groupId,
    page_id: PAGE_ID,
    group: false,
    only_show_if_degraded: false,
  };
}

function groupOf(
  service: ServiceView,
  id: string,
  status: StatuspageStatus,
  position: number,
  members: readonly StatuspageComponent[],
): StatuspageComponent {
  // Instants of one form are in order as texts are.
  const created = members.map(({ created_at }) => created_at).sort();
  const updated = members.map(({ updated_at }) => updated_at).sort();
  return {
    id,
    name: service.name,
    status,
    created_at: created[0] ?? "",
    updated_at: updated.at(-1) ?? "",
    position,
    description: null,
    showcase: true,
    start_date: null,
    group_id: null,
    page_id: PAGE_ID,
    group: true,
    only_show_if_degraded: false,
    components: members.map((one) => one.id),
  };
}
