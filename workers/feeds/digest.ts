import { createHash } from "node:crypto";
import type { CloudEvent } from "#domain/cloud/event.ts";
import type { Notice, PageComponent } from "#domain/cloud/notice.ts";

/** JSON with its keys in order, so that the same content gives the same bytes. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, canonical(inner)]),
  );
}

/**
 * Of what the provider said. Our own time of seeing it is not part of that; nor is what a component is called, which the
 * addresses of a page spell differently: read in turn, they would seem to say something new each time.
 */
export function contentDigest(said: CloudEvent | Notice): string {
  const { firstSeenAt: _ours, ...content } = { firstSeenAt: 0, ...said };
  return createHash("sha256")
    .update(JSON.stringify(canonical("components" in content ? withoutNames(content) : content)))
    .digest("hex");
}

function withoutNames(notice: Notice): object {
  const bare = ({ id, state }: PageComponent) => ({ id, state });
  const updates = notice.updates.map((update) => ({ ...update, set: update.set.map(bare) }));
  return { ...notice, components: notice.components.map(bare), updates };
}
