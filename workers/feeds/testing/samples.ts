import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

const folder = fileURLToPath(new URL("../../../../shared/data/samples/feeds/", import.meta.url));

/** Where captured feeds lie, or null when this checkout stands alone. They are other people's and never committed. */
export const sampleFolder: string | null = existsSync(folder) ? folder : null;

export function sampleBytes(file: string): Uint8Array {
  const bytes = readFileSync(`${folder}${file}`);
  return file.endsWith(".gz") ? gunzipSync(bytes) : bytes;
}

/** A sample's JSON; its shape is known to the test that asks for it. */
export function sampleJson<T>(file: string): T {
  return JSON.parse(Buffer.from(sampleBytes(file)).toString("utf8"));
}
