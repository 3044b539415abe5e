import type { IncomingMessage } from "node:http";

const MOST_BYTES = 16_384;
const SLOWEST_MS = 10_000;

/** What a client sent cannot be read. */
export class BodyError extends Error {
  readonly status: 400 | 408 | 413 | 415;
  readonly title: string;

  constructor(status: BodyError["status"], title: string, message: string) {
    super(message);
    this.status = status;
    this.title = title;
  }
}

type BodyType = "application/json" | "application/x-www-form-urlencoded";

/**
 * Reads a small body of one type: JSON, or a form's fields as a list of names and values. Any other type is refused, so that a
 * form of another site cannot be taken for JSON. @throws BodyError
 */
export async function readBody(request: IncomingMessage, type: "application/json"): Promise<unknown>;
export async function readBody(
  request: IncomingMessage,
  type: "application/x-www-form-urlencoded",
): Promise<URLSearchParams>;
export async function readBody(request: IncomingMessage, type: BodyType): Promise<unknown> {
  const [given = ""] = (request.headers["content-type"] ?? "").split(";", 1);
  if (given.trim().toLowerCase() !== type) throw new BodyError(415, "Unsupported Media Type", `Send ${type}.`);
  if (request.headers["sec-fetch-site"] === "cross-site") {
    throw new BodyError(400, "Bad Request", "Pages of other sites may not send this.");
  }
  const text = await textOf(request);
  if (type === "application/x-www-form-urlencoded") return new URLSearchParams(text);
  try {
    return JSON.parse(text);
  } catch {
    throw new BodyError(400, "Bad Request", "This is not JSON.");
  }
}

function textOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const fail = (error: unknown) => {
      clearTimeout(timer);
      request.pause();
      reject(error);
    };
    const timer = setTimeout(
      () => fail(new BodyError(408, "Request Timeout", "The body did not come in time.")),
      SLOWEST_MS,
    );
    request.on("data", (chunk: Buffer) => {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > MOST_BYTES)
        fail(new BodyError(413, "Content Too Large", `No more than ${MOST_BYTES} bytes are read.`));
    });
    request.once("end", () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).toString("utf8"));
    });
    request.once("error", fail);
    request.once("close", () => fail(new BodyError(400, "Bad Request", "The body was cut off.")));
  });
}
