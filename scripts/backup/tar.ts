/** The tape archive of POSIX.1 (ustar), as far as backups need it: short names, regular files, nothing else. */

const BLOCK = 512;
const LONGEST_NAME = 100;
/** What we write is far smaller; a size beyond it is none of ours. */
const LARGEST_MEMBER = 64 * 1024 * 1024;

export interface Member {
  readonly name: string;
  readonly body: Buffer;
}

/** A member whole: header, body, padding. @param atS seconds since 1970 */
export function tarMember({ name, body }: Member, atS: number): Buffer {
  if (name === "" || Buffer.byteLength(name) > LONGEST_NAME || body.length > LARGEST_MEMBER) {
    throw new Error(`no member of an archive: ${name}, ${body.length} bytes`);
  }
  const header = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, length: number) =>
    header.write(value.toString(8).padStart(length - 1, "0"), at, length - 1, "latin1");
  header.write(name, 0, LONGEST_NAME);
  octal(0o600, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(body.length, 124, 12);
  octal(Math.floor(atS), 136, 12);
  header.write("        ", 148, 8, "latin1");
  header.write("0", 156, 1, "latin1");
  header.write("ustar\u000000", 257, 8, "latin1");
  octal(checksum(header), 148, 7);
  return Buffer.concat([header, body, Buffer.alloc(-body.length & (BLOCK - 1))]);
}

/** What ends an archive. */
export const TAR_END = Buffer.alloc(2 * BLOCK);

/** The members of an archive, in their order. @throws Error when it is no archive of this kind, or is cut off */
export async function* readTar(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Member> {
  const take = reader(chunks);
  for (;;) {
    const header = await take(BLOCK);
    if (header.every((byte) => byte === 0)) return;
    const { name, size } = readHeader(header);
    const body = await take(size);
    await take(-size & (BLOCK - 1));
    yield { name, body };
  }
}

function readHeader(header: Buffer): { name: string; size: number } {
  const text = (at: number, length: number) => {
    const field = header.subarray(at, at + length);
    const end = field.indexOf(0);
    return field.toString("utf8", 0, end < 0 ? length : end).trim();
  };
  const claimed = Number.parseInt(text(148, 8), 8);
  const blank = Buffer.from(header).fill(" ", 148, 156);
  if (claimed !== checksum(blank) || !/^0?$/.test(text(156, 1))) throw new Error("not an archive of this kind");
  const size = Number.parseInt(text(124, 12), 8);
  if (!(size >= 0 && size <= LARGEST_MEMBER)) throw new Error("a member of the archive is too large");
  return { name: text(0, LONGEST_NAME), size };
}

function checksum(header: Buffer): number {
  let sum = 0;
  for (const byte of header) sum += byte;
  return sum;
}

/** Takes so many bytes of a stream, whatever the pieces in which it comes. */
function reader(chunks: AsyncIterable<Uint8Array>): (bytes: number) => Promise<Buffer> {
  const source = chunks[Symbol.asyncIterator]();
  let held: Uint8Array[] = [];
  let length = 0;
  return async (bytes) => {
    while (length < bytes) {
      const { done, value } = await source.next();
      if (done) throw new Error("the archive is cut off");
      held.push(value);
      length += value.length;
    }
    const all = Buffer.concat(held, length);
    held = [all.subarray(bytes)];
    length -= bytes;
    return all.subarray(0, bytes);
  };
}
