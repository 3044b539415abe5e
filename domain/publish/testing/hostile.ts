import fc from "fast-check";

/** For tests: what somebody may send to break what it stands in, or to have it say what it does not. */
const PIECES = [
  "]]>",
  "<![CDATA[x]]>",
  "<!--",
  "-->",
  "<?xml?>",
  '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>',
  "&y;",
  "<script>alert(1)</script>",
  "<ScRiPt src=//evil.example></sCrIpT>",
  "</text></svg>",
  "</p></description></item>",
  "</title></style></textarea>",
  '"/><a href="javascript:alert(1)">',
  '"><svg onload=alert(1)>',
  "' onload='alert(1)",
  "` onerror=alert(1) `",
  "](javascript:alert(1))",
  '"]\nlink:javascript:alert(1)[',
  "\n   :target: javascript:alert(1)\n",
  "&amp;",
  "&amp;lt;script&amp;gt;",
  "&#0;",
  "&#x1F;",
  "&#55296;",
  "&nbsp;&unknown;",
  "&",
  "%00%0d%0a",
  "\u0000",
  "\u0008\u000b\u000c",
  "\u001b[31m",
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
  "\u200b\u200c\u200d\u2060",
  "\ufeff",
  "\u00ad",
  "\u2028",
  "\u2029",
  "\u3164\u115f\u2800",
  "e\u0301",
  "Z\u0351\u0352\u0353\u0354\u0355\u0356\u0357\u0358",
  "👩‍👩‍👧‍👦",
  "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
  "مرحبا بالعالم",
  "שלום",
  "稼働状況、「引用」；終わり",
  "operational",
  "=HYPERLINK(1)",
  "+1",
  "-1",
  "@SUM(A1)",
  "\r\n\r\nBEGIN:VEVENT\r\nX;Y=Z:1\\",
  "END:VCALENDAR\nEND:VCALENDAR",
  "&<>'\"\\;,".repeat(50),
  "{{7*7}}",
  "\n",
  "\r",
  "\t",
  "   ",
] as const;
const HUGE = ["x".repeat(5_000), "\ud83d\ude00".repeat(2_000), "日本語".repeat(1_000), "<&".repeat(1_500)] as const;

const SCHEMES = [
  "https://status.example.org/",
  "http://status.example.org/",
  "HTTPS://STATUS.EXAMPLE.ORG/",
  "javascript:alert(1)//",
  "JaVaScRiPt:alert(1)",
  " javascript:alert(1)",
  "java\tscript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "data:image/svg+xml;base64,PHN2Zz4=",
  "vbscript:x",
  "file:///etc/passwd",
  "//evil.example/",
  "https://status.example.org@evil.example/",
  "https://例え.example/",
  "https://[::1]/",
  "https:",
  "",
] as const;

/** Units of UTF-16 in any order: most are characters, some are half of one. */
const units = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
  .map((all) => all.map((unit) => String.fromCharCode(unit)).join(""));

export const hostileText = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom<string>(...PIECES) },
      { weight: 1, arbitrary: fc.constantFrom<string>(...HUGE) },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 20 }) },
      { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
      { weight: 1, arbitrary: units },
    ),
    { maxLength: 10 },
  )
  .map((pieces) => pieces.join(""));

export const hostileAddress = fc
  .tuple(fc.constantFrom<string>(...SCHEMES), fc.option(hostileText, { nil: "" }))
  .map((parts) => parts.join(""));

/** So many of each the guarantees are of, the same on every machine and day. */
const HOSTILE = { numRuns: 2_000, seed: 20_261_123 } as const;

export function hostileOnes<T>(arbitrary: fc.Arbitrary<T>): readonly T[] {
  return fc.sample(arbitrary, HOSTILE);
}
