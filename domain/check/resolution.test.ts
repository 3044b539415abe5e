import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ResolverAnswer, resolutionFault, resolutionOf, tookMs } from "#domain/check/resolution.ts";
import { classifyError } from "#domain/failure/classify-error.ts";

const gave = (resolver: string, ...addresses: string[]): ResolverAnswer => ({
  resolver,
  addresses,
  ttlS: 60,
  error: null,
  tookMs: 7,
});
const failed = (resolver: string, code: string): ResolverAnswer => ({
  resolver,
  addresses: [],
  ttlS: null,
  error: classifyError({ code }, "dns"),
  tookMs: 5_000,
});

const fault = (...answers: ResolverAnswer[]) => {
  const found = resolutionFault(answers);
  return found && [found.outcome, found.error.failureType];
};

describe("what resolvers said together", () => {
  it("has every address once, in order, and agrees when all that gave some gave the same", () => {
    const same = resolutionOf([gave("a", "192.0.2.2", "192.0.2.1"), gave("b", "192.0.2.1", "192.0.2.2")], false);
    expect(same).toMatchObject({ addresses: ["192.0.2.1", "192.0.2.2"], agree: true, changed: false });
    expect(resolutionOf([gave("a", "192.0.2.1"), gave("b", "192.0.2.2")], true)).toMatchObject({
      agree: false,
      changed: true,
    });
    expect(resolutionOf([gave("a", "192.0.2.1"), failed("b", "ESERVFAIL")], false).agree).toBe(true);
  });

  it("is a failure only when none gives an address, by what is said of the name before who cannot be reached", () => {
    expect(fault(gave("a", "192.0.2.1"), gave("b", "192.0.2.9"))).toBeNull();
    expect(fault(failed("a", "ENOTFOUND"))).toEqual(["failed", "dns.name_not_resolved"]);
    expect(fault(failed("a", "DNS_TIMEOUT"), failed("b", "ESERVFAIL"))).toEqual(["failed", "dns.failed"]);
    expect(fault(failed("a", "DNS_TIMEOUT"), failed("b", "DNS_TIMEOUT"))).toEqual(["failed", "dns.unreachable"]);
    expect(fault(failed("a", "EREFUSED"))).toEqual(["failed", "dns.failed"]);
  });

  it("degrades a name that one of them denies or fails over, and not one that it does not answer for", () => {
    expect(fault(gave("a", "192.0.2.1"), failed("b", "ENOTFOUND"))).toEqual(["degraded", "dns.name_not_resolved"]);
    expect(fault(gave("a", "192.0.2.1"), failed("b", "ESERVFAIL"))).toEqual(["degraded", "dns.failed"]);
    expect(fault(gave("a", "192.0.2.1"), failed("b", "DNS_TIMEOUT"))).toBeNull();
    expect(fault(gave("a", "192.0.2.1"), failed("b", "EREFUSED"))).toBeNull();
  });

  it("took as long as the last of those that gave addresses, and as long as all where none did", () => {
    expect(tookMs([gave("a", "192.0.2.1"), failed("b", "DNS_TIMEOUT")])).toBe(7);
    expect(tookMs([failed("a", "DNS_TIMEOUT"), failed("b", "ENOTFOUND")])).toBe(5_000);
  });

  it("accuses nobody of what was our own doing", () => {
    expect(fault(failed("a", "ECANCELLED"))).toEqual(["neutral", "neutral.aborted"]);
    expect(fault(gave("a", "192.0.2.1"), failed("b", "ENETUNREACH"))).toBeNull();
    expect(fault(failed("a", "ENETUNREACH"), failed("b", "DNS_TIMEOUT"))).toEqual(["failed", "dns.unreachable"]);
  });

  it("never fails while somebody gives an address, whatever the others say", () => {
    const codes = fc.constantFrom(
      "ENOTFOUND",
      "ENODATA",
      "ESERVFAIL",
      "EREFUSED",
      "DNS_TIMEOUT",
      "ECANCELLED",
      "EBADRESP",
    );
    fc.assert(
      fc.property(fc.array(codes, { maxLength: 6 }), fc.nat(6), (errors, at) => {
        const answers = errors.map((code, i) => failed(String(i), code));
        answers.splice(at, 0, gave("good", "192.0.2.1"));
        expect(resolutionFault(answers)?.outcome ?? "ok").not.toBe("failed");
      }),
    );
  });
});
