import { describe, expect, it } from "vitest";
import { stableId } from "#domain/incident/identity.ts";

describe("an incident's address", () => {
  it("is twelve letters and digits, the same for the same parts, for ever", () => {
    expect(stableId("infura/polygon", 1_773_144_000_000)).toMatch(/^[a-z0-9]{12}$/);
    expect(stableId("infura/polygon", 1_773_144_000_000)).toBe(stableId("infura/polygon", 1_773_144_000_000));
    expect(stableId("infura/polygon", 1_773_144_000_000)).toBe("whyzds6blmuw");
    expect(stableId("")).toMatch(/^[a-z0-9]{12}$/);
  });
  it("differs for all components and minutes of half a year", () => {
    const ids = new Set<string>();
    for (let component = 0; component < 100; component += 1)
      for (let n = 0; n < 2_000; n += 1)
        ids.add(stableId(`service-${component}/chain`, 1_773_144_000_000 + n * 120_000));
    expect(ids.size).toBe(200_000);
  });
  it("uses every place of its alphabet", () => {
    const places = Array.from({ length: 12 }, () => new Set<string>());
    for (let n = 0; n < 3_000; n += 1) for (const [i, c] of [...stableId("a/b", n)].entries()) places[i]?.add(c);
    for (const seen of places) expect(seen.size).toBe(36);
  });
});
