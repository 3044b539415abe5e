import { crc32, deflateSync, inflateSync } from "node:zlib";
import { expect, it } from "vitest";
import { unfiltered } from "#scripts/shots/png.ts";

const SIGNATURE = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function header(width: number, height: number, colour: number): Buffer {
  const data = Buffer.alloc(13);
  data.writeUInt32BE(width, 0);
  data.writeUInt32BE(height, 4);
  data.set([8, colour, 0, 0, 0], 8);
  return data;
}

/** Two pixels of RGB in five lines, each line after the first told by another filter; worked out by hand. */
const FILTERED = Buffer.from([
  ...[0, 10, 20, 30, 40, 50, 60],
  ...[1, 10, 20, 30, 30, 30, 30],
  ...[2, 1, 1, 1, 1, 1, 1],
  ...[3, 5, 10, 15, 5, 10, 15],
  ...[4, 1, 1, 1, 1, 1, 1],
]);
const PIXELS = [
  [10, 20, 30, 40, 50, 60],
  [10, 20, 30, 40, 50, 60],
  [11, 21, 31, 41, 51, 61],
  [10, 20, 30, 30, 45, 60],
  [11, 21, 31, 31, 46, 61],
];

it("a picture is the same, pixel by pixel, whichever filters its lines had", () => {
  const png = Buffer.concat([
    SIGNATURE,
    chunk("IHDR", header(2, 5, 2)),
    chunk("tEXt", Buffer.from("a note")),
    chunk("IDAT", deflateSync(FILTERED)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
  const plain = unfiltered(png);
  const from = plain.indexOf("IDAT") + 4;
  const lines = inflateSync(plain.subarray(from, from + plain.readUInt32BE(from - 8)));
  expect([...lines]).toEqual(PIXELS.flatMap((line) => [0, ...line]));
  expect(unfiltered(plain)).toEqual(plain);
});

it("a picture of another kind is refused and not spoilt", () => {
  const grey = Buffer.concat([SIGNATURE, chunk("IHDR", header(1, 1, 0)), chunk("IEND", Buffer.alloc(0))]);
  expect(() => unfiltered(grey)).toThrow("no picture of a browser");
});
