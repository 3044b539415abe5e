import { type Answer, routes, segment, text } from "#drill/world/answers/answer.ts";

/** What the world's IPFS holds, by content id: the file that the public gateway checker asks every gateway for. */
const CONTENT: Record<string, string> = {
  bafybeifx7yeb55armcsxwwitkymga5xf53dxiarykms3ygqic223w5sk3m: "Hello from IPFS Gateway Checker\n",
};

function notHere(cid: string): Answer {
  return text(`failed to resolve /ipfs/${cid.slice(0, 80)}: no providers found`, 504);
}

export const ipfsGateway = routes(
  {
    "GET /ipfs/*": (request) => {
      const cid = segment(request, 1);
      const content = CONTENT[cid];
      if (content === undefined) return notHere(cid);
      const headers = {
        etag: `"${cid}"`,
        "x-ipfs-path": `/ipfs/${cid}`,
        "cache-control": "public, max-age=29030400, immutable",
      };
      return { ...text(content), headers };
    },
  },
  () => text("404 page not found", 404),
);
