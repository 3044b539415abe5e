import { crc32, deflateSync, inflateSync } from "node:zlib";

const SIGNATURE = 8;
/** Of a chunk: length and name before its data, check sum after it. */
const [BEFORE, AFTER] = [8, 4];

/**
 * The same picture with its lines unfiltered. Filters are for photographs: of a drawing, whose lines repeat each other byte by
 * byte, they leave less for the compression to find. For 8 bits a channel, not interlaced, as browsers write them.
 */
export function unfiltered(png: Buffer): Buffer {
  const chunks = chunksOf(png);
  const header = chunks.find(({ name }) => name === "IHDR")?.data ?? Buffer.alloc(13);
  const [depth, colour, interlaced] = [header[8], header[9], header[12]];
  if (depth !== 8 || (colour !== 2 && colour !== 6) || interlaced !== 0)
    throw new Error("this is no picture of a browser");
  const pixel = colour === 6 ? 4 : 3;
  const width = header.readUInt32BE(0) * pixel;
  const lines = inflateSync(Buffer.concat(chunks.filter(({ name }) => name === "IDAT").map(({ data }) => data)));
  unfilter(lines, width, pixel);
  const data = deflateSync(lines, { level: 9, memLevel: 9 });
  return Buffer.concat([
    png.subarray(0, SIGNATURE),
    chunk("IHDR", header),
    chunk("IDAT", data),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunksOf(png: Buffer): { readonly name: string; readonly data: Buffer }[] {
  const chunks: { name: string; data: Buffer }[] = [];
  for (let at = SIGNATURE; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const from = at + BEFORE;
    chunks.push({ name: png.toString("latin1", at + 4, from), data: png.subarray(from, from + length) });
    at = from + length + AFTER;
  }
  return chunks;
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** Undoes the filter of each line in place (PNG specification, section 9) and says so in its first byte. */
function unfilter(lines: Buffer, width: number, pixel: number): void {
  for (let start = 0; start < lines.length; start += width + 1) {
    const filter = lines[start] ?? 0;
    lines[start] = 0;
    for (let x = 0; x < width; x += 1) {
      const at = start + 1 + x;
      const left = x < pixel ? 0 : (lines[at - pixel] ?? 0);
      const above = start === 0 ? 0 : (lines[at - width - 1] ?? 0);
      const corner = x < pixel || start === 0 ? 0 : (lines[at - width - 1 - pixel] ?? 0);
      lines[at] = (lines[at] ?? 0) + guess(filter, left, above, corner);
    }
  }
}

function guess(filter: number, left: number, above: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  return filter === 4 ? paeth(left, above, corner) : 0;
}

function paeth(left: number, above: number, corner: number): number {
  const sum = left + above - corner;
  const [a, b, c] = [Math.abs(sum - left), Math.abs(sum - above), Math.abs(sum - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}
