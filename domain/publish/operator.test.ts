import { describe, expect, it } from "vitest";
import { contactLink, userAgentOf } from "#domain/publish/operator.ts";

describe("what probes call themselves", () => {
  it("names whom to write to, and the page that explains it", () => {
    expect(userAgentOf("0.1.0", "ops@example.org", "https://status.example.org")).toBe(
      "Faultline/0.1.0 (status record; https://status.example.org/about; contact: ops@example.org)",
    );
  });
  it("says so when nobody stated a contact", () => {
    expect(userAgentOf("0.1.0", null, null)).toBe(
      "Faultline/0.1.0 (status record; contact: not stated by this instance)",
    );
  });
});

describe("a contact", () => {
  it.each([
    ["ops@example.org", "mailto:ops@example.org"],
    ["https://example.org/contact", "https://example.org/contact"],
    ["mailto:ops@example.org", "mailto:ops@example.org"],
  ])("%s leads to %s", (contact, link) => expect(contactLink(contact)).toBe(link));
  it.each(["javascript:alert(1)", "data:text/html,x", "@ops", 'https://x.example/"onclick', "a@b@c.example"])(
    "%s leads nowhere",
    (contact) => expect(contactLink(contact)).toBeNull(),
  );
});
