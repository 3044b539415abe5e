import fc from "fast-check";

/** For tests: what somebody may send as a label to break what it stands in, or to have a badge say what it does not. */
const PIECES = [
  "]]>",
  "<![CDATA[",
  "<script>alert(1)</script>",
  "</text></svg>",
  '"/><a href="javascript:alert(1)">',
  "' onload='alert(1)",
  "&amp;",
  "&#0;",
  "&#x1F;",
  "&unknown;",
  "&",
  "%00",
  "\u0000",
  "\u0008",
  "\u001f",
  "\u007f",
  "\u0085",
  "\u009f",
  "\ufffe",
  "\uffff",
  "\u{1fffe}",
  "\ud800",
  "\udfff",
  "\u202e",
  "\u2066",
  "\u2069",
  "\u200f",
  "\u061c",
  "\ufeff",
  "\u2028",
  "\u2029",
  "e\u0301",
  "Z\u0351\u0352\u0353\u0354\u0355\u0356\u0357\u0358",
  "👩‍👩‍👧‍👦",
  "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
  "稼働状況",
  "operational",
  "\n",
  "\t",
  "   ",
  "x".repeat(5_000),
] as const;

export const hostileLabels = fc
  .array(
    fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: "binary", maxLength: 20 }), fc.string({ maxLength: 20 })),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(""));
