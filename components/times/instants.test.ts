import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { piecesOf } from "#components/times/instants.ts";
import { moment, wordsOf } from "#components/words/words.ts";

const NOW = Date.parse("2026-11-22T14:32:05Z");
const instants = (text: string, now: number | null) =>
  piecesOf(text, now).flatMap(({ text: piece, at }) => (at === null ? [] : [[piece, new Date(at).toISOString()]]));

describe("a text of ours", () => {
  it("is found to tell the instant that was written into it, in both languages, whatever the day and the precision", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2020-01-01"), max: new Date("2032-01-01"), noInvalidDate: true }),
        fc.date({ min: new Date("2020-01-01"), max: new Date("2032-01-01"), noInvalidDate: true }),
        fc.constantFrom("en", "ja"),
        fc.constantFrom("minute", "second"),
        (at, now, language, precision) => {
          const written = moment(at.getTime(), now.getTime(), wordsOf(language), precision);
          const unit = precision === "minute" ? 60_000 : 1_000;
          const pieces = piecesOf(`a: ${written}。`, now.getTime());
          expect(pieces.map(({ text }) => text)).toEqual(["a: ", written, "。"]);
          expect(pieces[1]?.at).toBe(Math.floor(at.getTime() / unit) * unit);
        },
      ),
    );
  });

  it("is the same once put together, whatever it holds", () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.constant(NOW)), (text, now) => {
        expect(
          piecesOf(text, now)
            .map((piece) => piece.text)
            .join(""),
        ).toBe(text);
      }),
    );
  });

  it("tells no instant where it tells a length, a figure, a version or an address", () => {
    for (const text of [
      "38 min",
      "3 h 20 min",
      "12 of 63",
      "p95 2.9 s",
      "192.0.2.14:8545",
      "1:30",
      "2001:db8::12:34:56",
    ]) {
      expect(instants(text, NOW), text).toEqual([]);
    }
  });

  it("means today by a time without a day, as pages do", () => {
    expect(instants("We saw the first failure at 14:18. AWS said so at 14:27.", NOW)).toEqual([
      ["14:18", "2026-11-22T14:18:00.000Z"],
      ["14:27", "2026-11-22T14:27:00.000Z"],
    ]);
  });

  it("shares the day of the instant before it, as the record's sentences do", () => {
    const [, from, , to] = piecesOf("From 2026-11-20 17:38 to 17:52 UTC (14 min)", null);
    expect(from?.at).toBe(Date.parse("2026-11-20T17:38:00Z"));
    expect(to).toMatchObject({ text: "17:52 UTC", at: Date.parse("2026-11-20T17:52:00Z"), after: from?.at });
    expect(instants("2026年11月20日 17:38〜17:52 UTCのいずれかの時点から18:01 UTCまで", null)).toEqual([
      ["2026年11月20日 17:38", "2026-11-20T17:38:00.000Z"],
      ["17:52 UTC", "2026-11-20T17:52:00.000Z"],
      ["18:01 UTC", "2026-11-20T18:01:00.000Z"],
    ]);
    expect(instants("17:52 UTC", null)).toEqual([]);
  });

  it("means the nearest year by a day without one", () => {
    expect(instants("31 Dec 23:50", Date.parse("2027-01-01T00:10:00Z"))).toEqual([
      ["31 Dec 23:50", "2026-12-31T23:50:00.000Z"],
    ]);
    expect(instants("1月1日 00:10", Date.parse("2026-12-31T23:50:00Z"))).toEqual([
      ["1月1日 00:10", "2027-01-01T00:10:00.000Z"],
    ]);
  });

  it("keeps a day by itself whole, and makes no instant of it", () => {
    expect(piecesOf("Closed on 2026-11-20.", NOW)[1]).toMatchObject({ text: "2026-11-20", isWhole: true, at: null });
  });
});
