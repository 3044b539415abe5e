import { createHash } from "node:crypto";
import { compress, ENCODINGS, type Encoding, isWorthCompressing } from "#server/front/encoding.ts";

/** An answer in full, as it was rendered. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly bytes: Buffer;
  /** The headers it has beside those that follow from its bytes. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** An answer in one encoding, ready to be written as it is. */
export interface Sendable {
  /** Names and values in turns, as `writeHead` takes them. */
  readonly head: readonly string[];
  readonly bytes: Buffer;
  /** Strong: it names these very bytes. */
  readonly etag: string;
  /** When what it says changed last, where it tells; milliseconds. */
  readonly modifiedAt: number | null;
}

/** What the copies of an answer cost beside their bytes: objects, headers, the map's entry. */
const OVERHEAD_BYTES = 2_000;

/** One version of an answer with its encodings, each made once, when it is first asked for. */
export class Version {
  readonly answer: Answer;
  readonly #effort: "moment" | "lasting";
  readonly #onGrown: () => void;
  readonly #made = new Map<Encoding, Sendable>();
  readonly #making = new Map<Encoding, Promise<Sendable>>();
  readonly #tag: string;
  readonly #compressible: boolean;
  readonly #modifiedAt: number | null;

  /** @param onGrown hears that it holds more bytes than before. */
  constructor(answer: Answer, effort: "moment" | "lasting", onGrown: () => void = () => {}) {
    this.answer = answer;
    this.#effort = effort;
    this.#onGrown = onGrown;
    this.#tag = createHash("sha256").update(answer.bytes).digest("base64url").slice(0, 22);
    this.#modifiedAt = dateOf(answer.headers.find(([name]) => name === "Last-Modified")?.[1]);
    this.#compressible = isWorthCompressing(answer.type, answer.bytes.length);
    this.#made.set("identity", this.#sendable("identity", answer.bytes));
  }

  /** Bytes that it holds now. */
  get size(): number {
    let size = OVERHEAD_BYTES;
    for (const { bytes } of this.#made.values()) size += bytes.length;
    return size;
  }

  /** The encodings that were asked for so far. */
  get used(): readonly Encoding[] {
    return ENCODINGS.filter((encoding) => encoding !== "identity" && this.#making.has(encoding));
  }

  /** Whether it is the same answer, to the byte. */
  holds({ status, type, bytes, headers }: Answer): boolean {
    const own = this.answer;
    return (
      own.status === status &&
      own.type === type &&
      own.bytes.equals(bytes) &&
      own.headers.flat().join("\n") === headers.flat().join("\n")
    );
  }

  /** At once when it was made before: nobody waits for a promise on the way that is gone most. */
  as(encoding: Encoding): Sendable | Promise<Sendable> {
    return this.#made.get(this.#compressible ? encoding : "identity") ?? this.#make(encoding);
  }

  #make(encoding: Encoding): Promise<Sendable> {
    const begun = this.#making.get(encoding);
    if (begun) return begun;
    const making = compress(this.answer.bytes, encoding, this.#effort).then((bytes) => {
      const sendable = this.#sendable(encoding, bytes);
      this.#made.set(encoding, sendable);
      this.#onGrown();
      return sendable;
    });
    this.#making.set(encoding, making);
    // Whoever asks next tries again.
    making.catch(() => this.#making.delete(encoding));
    return making;
  }

  #sendable(encoding: Encoding, bytes: Buffer): Sendable {
    const etag = encoding === "identity" ? `"${this.#tag}"` : `"${this.#tag}.${encoding}"`;
    const head = [
      ["Content-Type", this.answer.type],
      ["Content-Length", String(bytes.length)],
      ["ETag", etag],
      ...(encoding === "identity" ? [] : [["Content-Encoding", encoding]]),
      ...(this.#compressible ? [["Vary", "Accept-Encoding"]] : []),
      ...this.answer.headers,
    ].flat();
    return { head, bytes, etag, modifiedAt: this.#modifiedAt };
  }
}

/**
 * Whether whoever asks has what would be sent: by its tag, and by its date only if he knows no tag (RFC 9110, 13.2.2). The date is
 * compared as a name: it goes back when the last that was said is withdrawn, and then something has changed.
 */
export function isUnchanged(
  asked: { readonly "if-none-match"?: string | undefined; readonly "if-modified-since"?: string | undefined },
  { etag, modifiedAt }: Pick<Sendable, "etag" | "modifiedAt">,
): boolean {
  const tags = asked["if-none-match"];
  if (tags !== undefined) return isKnown(tags, etag);
  const since = dateOf(asked["if-modified-since"]);
  return modifiedAt !== null && since === modifiedAt;
}

/** Whether `If-None-Match` names what would be sent. Proxies weaken what they compress again: the strength is not compared. */
function isKnown(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch.trim() === "*") return true;
  return ifNoneMatch.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
}

/** An HTTP date; null for what is none. */
function dateOf(text: string | undefined): number | null {
  const at = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/.test(text ?? "")
    ? Date.parse(text ?? "")
    : Number.NaN;
  return Number.isNaN(at) ? null : at;
}
