import type { SaidOfService } from "#domain/said/record.ts";
import { type IncidentView, isOpen } from "#domain/status/overview.ts";

/** A service in trouble, by its own page. */
export interface Speaker {
  readonly said: SaidOfService;
  /** Of its open incidents the one that its page says, or does not say. */
  readonly incident: string;
}

/** Services with an open incident, in the order that they are given in. */
export interface WhoSaid {
  readonly acknowledged: readonly Speaker[];
  readonly silent: readonly Speaker[];
}

/**
 * Who of those in trouble has said so on its own page, of any of its open incidents, and who could still and has not. A page that
 * cannot be read accuses nobody; what is under announced maintenance needs no word.
 */
export function whoSaid(all: readonly SaidOfService[], incidents: readonly IncidentView[]): WhoSaid {
  const open = new Set(
    incidents.filter((incident) => isOpen(incident) && incident.maintenance === null).map(({ id }) => id),
  );
  const speakers = all.map((said) => {
    const rows = said.rows.filter(({ outage }) => open.has(outage.incident));
    const first = (state: "acknowledged" | "pending") =>
      rows.find(({ acknowledgement }) => acknowledgement.state === state)?.outage.incident ?? null;
    return { said, acknowledged: first("acknowledged"), pending: first("pending") };
  });
  return {
    acknowledged: speakers.flatMap(({ said, acknowledged }) =>
      acknowledged === null ? [] : [{ said, incident: acknowledged }],
    ),
    silent: speakers.flatMap(({ said, acknowledged, pending }) =>
      acknowledged !== null || pending === null || said.page.unreadableSince !== null
        ? []
        : [{ said, incident: pending }],
    ),
  };
}
