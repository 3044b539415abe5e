import { createServer, get } from "node:http";
import { fileURLToPath } from "node:url";
import { type SpawnedServer, spawnServer } from "#scripts/bench/front-site.ts";

const SELF = fileURLToPath(import.meta.url);

/** What node:http adds by itself. */
const OWN = /^(?:date|connection|keep-alive|transfer-encoding)$/i;

/** A bare node:http server that answers everything with what another one has answered once, head and bytes. */
export function servePlain(url: string, acceptEncoding: string): Promise<SpawnedServer> {
  return spawnServer("plain", [SELF, url, acceptEncoding], {});
}

function takeAnswer(url: string, acceptEncoding: string): Promise<{ head: string[]; bytes: Buffer }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { "accept-encoding": acceptEncoding } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const head = response.rawHeaders.filter((_, index, all) => !OWN.test(all[index - (index % 2)] ?? ""));
        resolve({ head, bytes: Buffer.concat(chunks) });
      });
    }).on("error", reject);
  });
}

if (process.argv[1] === SELF) {
  const [, , url = "", acceptEncoding = ""] = process.argv;
  const { head, bytes } = await takeAnswer(url, acceptEncoding);
  const server = createServer((_, response) => {
    response.writeHead(200, head);
    response.end(bytes);
  });
  server.listen(0, "127.0.0.1", () => {
    const address = server.address();
    console.log(`listening at http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`);
  });
  process.stdin.resume().once("end", () => process.exit(0));
}
