import { expect, it } from "vitest";
import { skewMessage } from "#workers/vantage/skew-message.ts";

it("a clock that is off is told by how much, in which direction, beside whose, and what to do", () => {
  expect(skewMessage(-75_400, "database")).toBe(
    "The clock of this machine is 75.4 s behind the database's: nothing that it measures is stored. Set it (NTP), or that of the database's machine.",
  );
  expect(skewMessage(41_600, "services")).toBe(
    "The clock of this machine is 41.6 s ahead of those of nearly all services: nothing that it measures is stored. Set it (NTP).",
  );
});
