import type { EpochMs } from "#domain/time.ts";
import { json } from "#drill/world/answers/answer.ts";
import type { Post, Story } from "#drill/world/press/story.ts";
import { CLOUD_TITLE, cloudText, placeOf } from "#drill/world/press/words.ts";
import type { EventWriter } from "#drill/world/press/writer.ts";
import { hex64 } from "#drill/world/seed.ts";

const PRODUCTS = ["Google Compute Engine", "Google Kubernetes Engine", "Cloud Load Balancing", "Google Cloud SQL"];

/** Google writes the offset in digits and no fractions. */
const stamp = (at: EpochMs) => new Date(at).toISOString().replace(/\.\d+Z$/, "+00:00");

const productId = (name: string) => hex64("product", name).slice(0, 20);

function updateOf(post: Post, story: Story): object {
  const { id, name } = placeOf(story.key);
  const over = post.kind === "closing";
  return {
    created: stamp(post.at),
    modified: stamp(post.at),
    when: stamp(post.at),
    text: cloudText(post, `${name} (${id})`),
    status: over ? "AVAILABLE" : "SERVICE_DISRUPTION",
    affected_locations: over ? [] : [{ title: `${name} (${id})`, id }],
  };
}

/** Google states when it really began; `end` is absent while it lasts, and locations move to the previous ones after. */
function incidentOf(story: Story): object {
  const { hash, key, from, firstAt, last, healedAt, posts } = story;
  const { id, name } = placeOf(key);
  const updates = posts.map((post) => updateOf(post, story)).reverse();
  const location = [{ title: `${name} (${id})`, id }];
  return {
    id: hash.slice(0, 20),
    number: String(Number.parseInt(hash.slice(0, 12), 16)),
    begin: stamp(from),
    created: stamp(firstAt),
    ...(healedAt === null ? {} : { end: stamp(healedAt) }),
    modified: stamp(last.at),
    external_desc: `${CLOUD_TITLE} of several products in ${name}`,
    updates,
    most_recent_update: updates[0],
    status_impact: "SERVICE_DISRUPTION",
    severity: "medium",
    service_key: "zall",
    service_name: "Multiple Products",
    affected_products: PRODUCTS.map((title) => ({ title, id: productId(title) })),
    uri: `incidents/${hash.slice(0, 20)}`,
    currently_affected_locations: healedAt === null ? location : [],
    previously_affected_locations: healedAt === null ? [] : location,
  };
}

/** Google Cloud's `incidents.json`: everything of about a year, newest first. */
export const gcp: EventWriter = (stories) => json(stories.map(incidentOf));
