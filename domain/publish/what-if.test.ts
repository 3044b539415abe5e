import fc from "fast-check";
import { expect, it } from "vitest";
import { evidenceOf } from "#domain/hosting/record.ts";
import { record } from "#domain/hosting/testing/record.ts";
import { whatIf } from "#domain/hosting/what-if.ts";
import { publishWhatIf, readPlace } from "#domain/publish/what-if.ts";

it("a place is a provider or a region of one, and nothing else", () => {
  expect(readPlace("aws")).toEqual({ provider: "aws", region: null });
  expect(readPlace("aws/us-east-1")).toEqual({ provider: "aws", region: "us-east-1" });
  for (const text of ["", "/", "aws/", "/us-east-1", "AWS", "aws/us-east-1/az1", "aws us", "../etc", "<b>", "aws\n"]) {
    expect(readPlace(text), text).toBeNull();
  }
  fc.assert(fc.property(fc.string(), (text) => readPlace(text) === null || /^[a-z0-9-]+(\/[a-z0-9-]+)?$/.test(text)));
});

it("what would go dark is published with its evidence, its dates and who else offers the same", () => {
  const lost = whatIf(record.services, evidenceOf(record), { provider: "aws", region: "us-east-1" });
  const published = lost === null ? null : publishWhatIf(lost);
  expect(published).toMatchObject({
    without: { provider: "aws", region: "us-east-1" },
    services: 8,
    remaining: 3,
    remaining_unplaced: 2,
    partly_dark: [],
  });
  expect(published?.dark[0]).toMatchObject({
    service: "a",
    components_lost: ["api"],
    components_left: [],
    evidence: [
      {
        component: "a/api",
        basis: "observed",
        first_seen_at: "2026-03-01T00:00:00.000Z",
        last_seen_at: "2026-03-10T00:00:00.000Z",
      },
    ],
    alternatives: [{ chain: null, components: ["api"], elsewhere: [], unplaced: ["hidden", "nowhere"] }],
  });
});
