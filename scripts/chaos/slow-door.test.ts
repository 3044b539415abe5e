import { connect, createServer, type Server, type Socket } from "node:net";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { openSlowDoor, type SlowDoor } from "#scripts/chaos/slow-door.ts";

let server: Server;
let door: SlowDoor;
beforeAll(async () => {
  // It says again what it is told.
  server = createServer((socket) => socket.on("error", () => socket.destroy()).pipe(socket));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  door = await openSlowDoor(typeof address === "object" && address !== null ? address.port : 0);
});
afterAll(async () => {
  await door.close();
  await new Promise((resolve) => server.close(resolve));
});

async function visit(): Promise<{ socket: Socket; heard: () => string; closed: () => boolean }> {
  const socket = connect(door.port, "127.0.0.1");
  let text = "";
  let isClosed = false;
  socket.on("data", (chunk) => {
    text += chunk;
  });
  socket.on("error", () => {});
  socket.on("close", () => {
    isClosed = true;
  });
  await new Promise((resolve) => socket.once("connect", resolve));
  return { socket, heard: () => text, closed: () => isClosed };
}

it("everything takes its time in each direction, and stays in order when the way becomes quicker", async () => {
  const { socket, heard } = await visit();
  door.delay(150);
  const begun = performance.now();
  socket.write("one ");
  await vi.waitFor(() => expect(heard()).toBe("one "), { timeout: 5_000, interval: 5 });
  expect(performance.now() - begun).toBeGreaterThanOrEqual(299);
  door.delay(400);
  socket.write("two ");
  await new Promise((resolve) => socket.write("", resolve));
  door.delay(0);
  socket.write("three");
  await vi.waitFor(() => expect(heard()).toBe("one two three"), { timeout: 5_000, interval: 5 });
  socket.destroy();
});

it("nothing arrives where the way leads nowhere, all of it arrives later, and a cut ends every connection", async () => {
  const { socket, heard, closed } = await visit();
  door.delay(Number.POSITIVE_INFINITY);
  socket.write("late");
  const other = await visit();
  other.socket.write("held");
  await vi.waitFor(() => expect(other.socket.bytesWritten).toBe(4));
  expect([heard(), other.heard()]).toEqual(["", ""]);
  door.delay(0);
  await vi.waitFor(() => expect([heard(), other.heard()]).toEqual(["late", "held"]), { timeout: 5_000, interval: 5 });
  door.cut();
  await vi.waitFor(() => expect([closed(), other.closed()]).toEqual([true, true]), { timeout: 5_000, interval: 5 });
  const next = await visit();
  next.socket.write("again");
  await vi.waitFor(() => expect(next.heard()).toBe("again"), { timeout: 5_000, interval: 5 });
  next.socket.destroy();
});
