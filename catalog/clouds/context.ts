import type { ContextFigure } from "#domain/hosting/cloud-provider.ts";

/**
 * Published figures that the news article on centralisation cites, with what they count and what they do not. They stand
 * beside our own figures and never enter them.
 */
export const contextFigures: readonly ContextFigure[] = [
  {
    id: "cloud-market-2025-q2",
    measures: "Enterprise spending on cloud infrastructure services, worldwide, in one quarter",
    countedBy: "Synergy Research Group",
    period: "2025-Q2",
    dated: "The second quarter of 2025",
    parts: [
      { name: "AWS", provider: "aws", share: 0.3, count: null },
      { name: "Azure", provider: "azure", share: 0.2, count: null },
      { name: "Google Cloud", provider: "gcp", share: 0.13, count: null },
    ],
    remainder: 0.37,
    sources: ["https://www.nationthailand.com/business/tech/40054750"],
    corrections: [
      {
        claim: "Three clouds run 63% of the infrastructure that supports the Internet",
        correction:
          "63% of enterprise spending on cloud infrastructure services: a share of money, neither of the Internet nor of crypto",
        sources: ["https://www.nationthailand.com/business/tech/40054750"],
      },
    ],
    verified: "repo",
    verifiedBy: "the press, citing Synergy; excerpts were read",
  },
  {
    id: "cloud-market-2025-q3",
    measures: "Enterprise spending on cloud infrastructure services, worldwide, in one quarter",
    countedBy: "Synergy Research Group",
    period: "2025-Q3",
    dated: "The third quarter of 2025",
    parts: [
      { name: "AWS", provider: "aws", share: 0.29, count: null },
      { name: "Azure", provider: "azure", share: 0.2, count: null },
      { name: "Google Cloud", provider: "gcp", share: 0.13, count: null },
    ],
    remainder: 0.38,
    sources: ["https://www.lightwaveonline.com/home/article/55337257"],
    corrections: [],
    verified: "repo",
    verifiedBy: "the press, citing Synergy, which sums the three to 63% before rounding; excerpts were read",
  },
  {
    id: "ethereum-execution-nodes-aws",
    measures:
      "Ethereum execution-layer nodes that Ethernodes had found, worldwide; about 6,400 by the share given, or 6,580",
    countedBy: "Ethernodes",
    period: "2025-10",
    dated: "Cited by the press on the outage of 2025-10-20; the day of the count is not given",
    parts: [{ name: "On AWS", provider: "aws", share: 0.37, shareAlsoGiven: 0.36, count: 2368 }],
    remainder: null,
    sources: ["https://app.zhaqby.com/post/status/17232134", "https://cointeeth.com"],
    corrections: [
      {
        claim: "37% of Ethereum's nodes went down with us-east-1",
        correction:
          "The count is of AWS worldwide. It is the share hosted there, not the share that failed: Ethereum kept producing blocks",
        sources: ["https://app.zhaqby.com/post/status/17232134"],
      },
      {
        claim: "About 37%",
        correction: "The press gives 37% and 36% for the same 2,368 nodes, by different totals",
        sources: ["https://app.zhaqby.com/post/status/17232134", "https://cointeeth.com"],
      },
    ],
    verified: "partial",
    verifiedBy: "the press, citing Ethernodes; excerpts were read. That the count is of October 2025 is inferred",
  },
  {
    id: "ethereum-execution-nodes-aws-earlier",
    measures: "Ethereum execution-layer nodes that Ethernodes had found, worldwide: 6,810",
    countedBy: "Ethernodes",
    period: null,
    dated: "Before the count above; the source read gives no day",
    parts: [
      { name: "On AWS", provider: "aws", share: 2439 / 6810, count: 2439 },
      { name: "On AWS in Ashburn, among them", provider: "aws", share: 1395 / 6810, count: 1395 },
    ],
    remainder: null,
    sources: ["https://www.ethnews.com/amazons-shadow-looms-over-ethereum-what-it-means-for-your-portfolio/"],
    corrections: [],
    verified: "repo",
    verifiedBy: "the press, citing Ethernodes; an excerpt was read",
  },
  {
    id: "ethereum-hosted-nodes-2022",
    measures: "Ethereum nodes that stand at a hosting company: those at home are not in the denominator",
    countedBy: "Messari, from Ethernodes",
    period: "2022",
    dated: "2022",
    parts: [
      { name: "On AWS", provider: "aws", share: 0.5, count: null, bound: "least" },
      { name: "On the three largest hosts together", provider: null, share: 0.69, count: null },
    ],
    remainder: null,
    sources: ["https://ethernodes.org"],
    corrections: [
      {
        claim: "From more than 50% in 2022 to 37% in 2025, AWS has lost ground",
        correction: "50% of hosted nodes and 37% of all nodes have different denominators and cannot be compared",
        sources: ["https://ethernodes.org"],
      },
    ],
    verified: "partial",
    verifiedBy: "secondary texts; the figure's own page was not read and its address is recalled",
  },
];
