import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ensureClients } from "./clients.ts";

let empty: string;

beforeEach(() => {
  empty = mkdtempSync(join(tmpdir(), "faultline-path-"));
  // Nothing can be installed from here: apt-get is not there either.
  vi.stubEnv("PATH", empty);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(empty, { recursive: true });
});

const packages = () => {
  try {
    ensureClients(() => {});
    return [];
  } catch (error) {
    return /apt-get install ([^)]+)\)/.exec((error as Error).message)?.[1]?.split(" ");
  }
};

it("a client that is missing and cannot be installed is a failure that names its package", () => {
  expect(packages()).toEqual(expect.arrayContaining(["newsboat", "libxml2-utils", "librsvg2-bin", "prometheus"]));
});

it("what is there is not asked for", () => {
  for (const name of ["newsboat", "promtool"]) symlinkSync("/bin/true", join(empty, name));
  const asked = packages();
  expect(asked).toContain("libxml2-utils");
  expect(asked).not.toContain("newsboat");
  expect(asked).not.toContain("prometheus");
});
