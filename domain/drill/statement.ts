import type { CloudPlace, CloudPost, CloudStatement, Scenario } from "#domain/drill/scenario.ts";
import type { Dossier, DossierEvent, ToldState } from "#domain/replay/dossier.ts";

/**
 * What a dossier's cloud posted about its region, as far as the minutes are known: its `official_status` entries. Null when it
 * has none.
 * @param place of the cloud, as the catalog and the world call it
 */
function statementOf(dossier: Dossier, place: CloudPlace): CloudStatement | null {
  const posts = dossier.events.filter(isPost).map(({ at, state }) => ({
    at: Date.parse(at),
    severity: severityOf(state),
  }));
  const sorted = posts.sort((a, b) => a.at - b.at);
  // A second post that all is well changes nothing: the event is closed by the first.
  const closing = sorted.findIndex(({ severity }) => severity === null);
  const told = closing < 0 ? sorted : sorted.slice(0, closing + 1);
  return told.length === 0 ? null : { place, began: Date.parse(dossier.started_at), posts: told };
}

function isPost({ subject_kind: kind, kind: source, precision, scope }: DossierEvent): boolean {
  return kind === "cloud" && source === "official_status" && precision !== "day" && (scope ?? "region") === "region";
}

/** Who recovers still has errors, and says so. */
function severityOf(state: ToldState): CloudPost["severity"] {
  if (state === "operational") return null;
  return state === "degraded" || state === "recovering" ? "degraded" : "disruption";
}

/** All that clouds post in a scenario. @param dossier the one that it names, or null */
export function statementsOf({ dossier: named, statements }: Scenario, dossier: Dossier | null): CloudStatement[] {
  const place = named?.cloud ?? null;
  const told = dossier === null || place === null ? null : statementOf(dossier, place);
  return told === null ? [...statements] : [told, ...statements];
}
