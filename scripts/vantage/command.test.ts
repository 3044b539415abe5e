import { expect, it } from "vitest";
import { roleOf } from "#db/write/vantage-role.ts";
import { Misuse } from "#scripts/command/misuse.ts";
import { readOrder } from "#scripts/vantage/command.ts";

it("takes an action and the name of a vantage, and nothing that could not be one", () => {
  expect(readOrder(["grant", "fra-1"])).toEqual({ action: "grant", name: "fra-1", newPassword: false, world: false });
  expect(readOrder(["grant", "fra-1", "--password", "--world"])).toMatchObject({ newPassword: true, world: true });
  expect(readOrder(["revoke", "fra-1"])).toMatchObject({ action: "revoke" });
  expect(readOrder(["--help"])).toBeNull();
  for (const args of [[], ["grant"], ["make", "fra-1"], ["grant", "a", "b"], ["revoke", "a", "--password"]])
    expect(() => readOrder(args)).toThrow(Misuse);
  for (const name of ['a"; drop role postgres; --', "Fra", "fra_1", "", "-a", "a".repeat(41)])
    expect(() => readOrder(["grant", "--", name])).toThrow(Misuse);
});

it("every vantage has a role of its own, whose name needs no quoting and is not cut off", () => {
  const names = ["fra-1", "fra1", "a", "a".repeat(40), "9"];
  const roles = names.map(roleOf);
  expect(new Set(roles).size).toBe(names.length);
  for (const role of roles) expect(role).toMatch(/^[a-z][a-z0-9_]{0,62}$/);
  expect(() => roleOf("a;b")).toThrow("a;b is no name of a vantage");
});
