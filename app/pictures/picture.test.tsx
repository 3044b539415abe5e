import { afterEach, beforeAll, expect, it, vi } from "vitest";
import { answerPicture } from "#app/pictures/picture.tsx";
import { SET } from "#app/pictures/settable.ts";
import { readFaces } from "#server/faces.ts";
import { publishSite } from "#server/site.ts";

/** The faces that each picture was set in. */
const { given } = vi.hoisted(() => ({ given: [] as unknown[] }));
vi.mock("next/og", async (original) => {
  const { ImageResponse } = await original<typeof import("next/og")>();
  return {
    ImageResponse: class extends ImageResponse {
      constructor(...[element, options]: ConstructorParameters<typeof ImageResponse>) {
        super(element, options);
        given.push(options?.fonts);
      }
    },
  };
});

beforeAll(async () => {
  const faces = await readFaces(process.cwd());
  publishSite({ url: null, operator: null, contact: null, userAgent: "", faces });
});
afterEach(() => vi.restoreAllMocks());

/** What a drawing asks for. Its own code comes as data. */
function requests(): string[] {
  const asked: string[] = [];
  const real = globalThis.fetch;
  vi.spyOn(console, "error").mockReturnValue(undefined);
  vi.spyOn(globalThis, "fetch").mockImplementation(async (...args) => {
    if (String(args[0]).startsWith("data:")) return real(...args);
    asked.push(String(args[0]));
    throw new Error("there is no internet here");
  });
  return asked;
}

async function drawn(sentence: string, foot = "", asOf?: number): Promise<Buffer> {
  const strata = [{ name: sentence.slice(0, 20), told: sentence.slice(0, 20), statuses: ["operational" as const] }];
  const answer = await answerPicture({ sentence, strata, foot }, asOf);
  return Buffer.from(await answer.arrayBuffer());
}

const PNG = "89504e470d0a1a0a";

it("a picture of a text in any writing is drawn without a request", async () => {
  const asked = requests();
  const picture = await drawn("ビットフライヤー → 🚀 שלום ไทย ≠ ©1️⃣", "東京 ☂");
  expect(picture.subarray(0, 8).toString("hex")).toBe(PNG);
  expect(asked).toEqual([]);
});

it("the faces have every character that is said to be settable", async () => {
  const asked = requests();
  const all = Array.from({ length: 0x30_00 }, (_, code) => String.fromCodePoint(code)).filter((one) => SET.test(one));
  expect(all.length).toBeGreaterThan(200);
  // The sentence is set in one face, the foot in the other.
  for (let n = 0; n < all.length; n += 50) await drawn(all.slice(n, n + 50).join(" "), all.slice(n, n + 50).join(" "));
  expect(asked).toEqual([]);
});

it("a face is read once for all pictures", async () => {
  await drawn("one");
  await drawn("two");
  expect(given.length).toBeGreaterThanOrEqual(2);
  expect(new Set(given).size).toBe(1);
});

it("what says the same is drawn once in ten minutes, whatever minute its foot tells; what says another thing at once", async () => {
  const MINUTE_MS = 60_000;
  const before = given.length;
  const first = await drawn("All answers.", "as of 14:32", 2 * MINUTE_MS);
  expect(await drawn("All answers.", "as of 14:39", 9 * MINUTE_MS)).toEqual(first);
  expect(given.length - before).toBe(1);
  await drawn("Kraken is down.", "as of 14:39", 9 * MINUTE_MS);
  await drawn("All answers.", "as of 14:40", 10 * MINUTE_MS);
  expect(given.length - before).toBe(3);
});
