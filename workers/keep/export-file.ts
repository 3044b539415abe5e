import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";

export interface Written {
  readonly bytes: number;
  readonly sha256: string;
}

export interface ExportFile {
  /** Resolves when there is room for more. */
  write(text: string): Promise<void>;
  /** Ends it: it is on the disk, under its draft's name. */
  finish(): Promise<Written>;
  /** Gives it its name. */
  publish(): Promise<void>;
  /** Leaves nothing of it; does nothing once it is published. */
  discard(): Promise<void>;
}

/** Where a file is written until it is whole. Nobody else writes there: two containers may share a folder, and a process's number. */
export function draftOf(path: string): string {
  return `${path}.${randomBytes(6).toString("hex")}.part`;
}

/** A gzip'd file that gets its name only when it is whole. The same text makes the same bytes. */
export function openExportFile(path: string): ExportFile {
  const draft = draftOf(path);
  const gzip = createGzip({ level: 9 });
  const hash = createHash("sha256");
  let bytes = 0;
  const meter = new Transform({
    transform: (chunk: Buffer, _, done) => {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  const done = pipeline(gzip, meter, createWriteStream(draft, { flush: true }));
  // Whoever writes or finishes hears of it.
  done.catch(() => {});
  return {
    write: async (text) => {
      if (!gzip.write(text)) await Promise.race([once(gzip, "drain"), done]);
    },
    finish: async () => {
      gzip.end();
      await done;
      return { bytes, sha256: hash.digest("hex") };
    },
    publish: () => rename(draft, path),
    discard: async () => {
      gzip.destroy();
      await done.catch(() => {});
      await rm(draft, { force: true });
    },
  };
}
