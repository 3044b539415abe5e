import { expect, it } from "vitest";
import { type Placement, samePlacement, saysMore } from "#domain/hosting/address.ts";

const place = (overrides: Partial<Placement> = {}): Placement => ({
  provider: "aws",
  region: "us-east-1",
  service: "EC2",
  edge: false,
  ...overrides,
});
const amazon = place({ service: "AMAZON" });
const edge = place({ service: "CLOUDFRONT", region: null, edge: true });

it("an edge says more than a region, a named service more than AMAZON or none", () => {
  expect(saysMore(edge, place())).toBe(true);
  expect(saysMore(place(), edge)).toBe(false);
  expect(saysMore(place(), amazon)).toBe(true);
  expect(saysMore(amazon, place())).toBe(false);
  expect(saysMore(place(), place({ service: null }))).toBe(true);
});

it("of two that say as much one always wins, whichever comes first", () => {
  const [ec2, s3] = [place(), place({ service: "S3" })];
  expect([saysMore(ec2, s3), saysMore(s3, ec2)]).toEqual([true, false]);
});

it("placements are the same when every part of them is, and nowhere is the same as nowhere", () => {
  expect(samePlacement(place(), place())).toBe(true);
  expect(samePlacement(null, null)).toBe(true);
  expect(samePlacement(place(), null)).toBe(false);
  for (const other of [{ region: null }, { service: null }, { edge: true }, { provider: "gcp" }]) {
    expect(samePlacement(place(), place(other))).toBe(false);
  }
});
