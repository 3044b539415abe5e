import { z } from "zod";
import type { CloudEvent } from "#domain/cloud/event.ts";
import type { EpochMs } from "#domain/time.ts";
import { decodeText, refuseHtml } from "#workers/feeds/decode.ts";
import {
  convertEach,
  type EventFeed,
  type FeedContext,
  FeedError,
  reading,
  Skips,
  uniqueById,
} from "#workers/feeds/feed.ts";

/** The JSON of an answer. */
export function readJson(bytes: Uint8Array, { contentType }: FeedContext): unknown {
  const text = decodeText(bytes, contentType);
  refuseHtml(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new FeedError("not_json", (error instanceof Error ? error.message : "not JSON").slice(0, 160));
  }
}

function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  return issue ? `${issue.path.join(".") || "(root)"}: ${issue.message}` : "wrong shape";
}

/** The envelope of a feed. One that does not fit is not this feed: an error body, or another shape. */
export function readShape<S extends z.ZodType>(schema: S, json: unknown): z.output<S> {
  const result = schema.safeParse(json);
  if (!result.success) throw new FeedError("wrong_shape", firstProblem(result.error));
  return result.data;
}

/** The entries of a list that fit; the others are counted. */
export function readEntries<S extends z.ZodType>(schema: S, entries: readonly unknown[], skips: Skips): z.output<S>[] {
  return entries.flatMap((entry) => {
    const result = schema.safeParse(entry);
    if (result.success) return [result.data];
    skips.add(firstProblem(result.error));
    return [];
  });
}

/** The reader of a feed that is one list of events. @param eventOf throws for one that is broken. */
export function eventList<S extends z.ZodType>(
  schema: S,
  eventOf: (entry: z.output<S>, now: EpochMs) => CloudEvent | null,
): EventFeed {
  return (bytes, context) =>
    reading(() => {
      const entries = readShape(z.array(z.unknown()), readJson(bytes, context));
      const skips = new Skips();
      const events = convertEach(readEntries(schema, entries, skips), skips, (entry) => eventOf(entry, context.now));
      return { ok: true, events: uniqueById(events), ...skips.read(entries.length) };
    });
}

/** A list inside an entry whose broken members are left out; absent and null are empty. */
export function listOf<S extends z.ZodType>(schema: S) {
  return z
    .array(z.unknown())
    .nullish()
    .catch(null)
    .transform((items): z.output<S>[] =>
      (items ?? []).flatMap((item) => {
        const result = schema.safeParse(item);
        return result.success ? [result.data] : [];
      }),
    );
}

/** What Postgres cannot hold: a NUL, or half a character. */
const UNSTORABLE = /[\0\p{Cs}]/gu;

/** A text that may be missing, null or of another type. */
export const looseText = z
  .string()
  .transform((text) => text.replace(UNSTORABLE, ""))
  .nullish()
  .catch(null);

/** An id as text, however it was written: what cannot be stored as it is is none. */
export const anyId = z
  .union([z.string().min(1).max(500), z.number()])
  .transform(String)
  .refine((id) => id.search(UNSTORABLE) < 0, "no text");
