import { describe, expect, test } from "vitest";
import { controls } from "#catalog/controls.ts";
import { ownCatalog } from "#catalog/load.ts";
import { verifyCatalog } from "#catalog/verify.ts";
import type { ControlSpec } from "#domain/check/service.ts";

const [quad9, root, wikimedia, iana] = controls;

function messages(changed: readonly (ControlSpec | undefined)[]): string[] {
  const present = changed.filter((control) => control !== undefined);
  return verifyCatalog({ ...ownCatalog, controls: present }).map(({ message }) => message);
}

describe("controls", () => {
  test("are exactly four in four networks, two of them asked by address", () => {
    expect(controls).toHaveLength(4);
    expect(new Set(controls.map(({ asn }) => asn)).size).toBe(4);
    expect(controls.filter(({ kind }) => kind === "dns")).toHaveLength(2);
  });

  test("are all needed", () => {
    expect(messages([quad9, root, wikimedia])).toContain("3 controls, 4 are needed");
  });

  test("stand in three networks at least", () => {
    const same = (control: ControlSpec | undefined) => control && { ...control, asn: 36692 };
    expect(messages([same(quad9), iana, same(root), same(wikimedia)])).toContain("2 networks, 3 are needed");
  });

  test("never stand on a cloud that is judged", () => {
    expect(messages([quad9 && { ...quad9, asn: 13335 }, iana, root, wikimedia])).toContain(
      "AS13335 is Cloudflare, which is judged here",
    );
  });

  test("are never targets themselves", () => {
    const target: ControlSpec = { ...base("kraken"), kind: "http", url: "https://api.kraken.com/x", status: [200] };
    expect(messages([quad9, iana, root, target])).toContain(
      "api.kraken.com is in the catalog: a control is judged by nobody",
    );
  });

  test("are told apart", () => {
    expect(messages([quad9, iana, root, quad9])).toEqual(
      expect.arrayContaining(["two controls are named quad9", "9.9.9.9 is a control already"]),
    );
  });
});

function base(slug: string) {
  return { slug, name: slug, network: "somewhere", asn: 64500, source: "https://example.org" };
}
