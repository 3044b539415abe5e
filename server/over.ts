import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * Calls back, once, when an answer is out or never will be. Who sends requests ahead has answers that wait behind others: when
 * his connection is lost Node (20) says so of the first of them alone.
 */
export function whenOver(request: IncomingMessage, response: ServerResponse, over: () => void): void {
  const { socket } = request;
  const once = () => {
    response.off("close", once);
    socket.off("close", once);
    over();
  };
  response.once("close", once);
  if (response.socket !== null) return;
  // As many as may wait on one connection, which is more than Node expects.
  socket.setMaxListeners(Number.POSITIVE_INFINITY);
  socket.once("close", once);
}
