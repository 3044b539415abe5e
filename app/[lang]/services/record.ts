import { nearNames } from "#domain/publish/near-names.ts";
import type { Overview, ServiceView } from "#domain/status/overview.ts";
import { answerUnseen } from "#server/answer.ts";
import { currentRecord, type PastRecord } from "#server/snapshot.ts";

/** What the record of the past answers. @returns null when it does not answer. */
export async function pastOrNull<T>(read: (past: PastRecord) => Promise<T>): Promise<T | null> {
  const record = currentRecord();
  try {
    if (record !== null) return await read(record);
  } catch {
    // Why it does not answer was told by whoever asked it (server/main.ts).
  }
  answerUnseen();
  return null;
}

/** Services that are called nearly like what was asked for. */
export function nearServices(asked: string, { services }: Overview): ServiceView[] {
  return nearNames(
    asked,
    services.map((service) => ({
      slug: service.slug,
      names: [service.name, ...Object.keys(service.aliases ?? {})],
      service,
    })),
  ).map(({ service }) => service);
}
