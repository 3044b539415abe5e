import { awaitsMessage, isAwaited } from "#domain/check/message.ts";
import { toJson } from "#workers/probe/body.ts";
import { converse } from "#workers/probe/conversation.ts";
import { NotReady, type Probe } from "#workers/probe/probe.ts";
import { reportHop, reportUnavailable } from "#workers/probe/report.ts";
import { prepare } from "#workers/probe/request.ts";

/** A handshake, what the check sends, and the message that answers it. A redirect is a refusal: nobody follows those here. */
export const probeWebSocket: Probe = async (located, context) => {
  const { check } = located;
  const { request } = check;
  if (request.probe !== "websocket") throw new TypeError(`${located.id} is no websocket check`);
  const prepared = prepare(located, request, context);
  if (prepared instanceof NotReady) return prepared;
  if ("reason" in prepared) return reportUnavailable(prepared);
  const { limits, monotonic } = context;
  const bodyBytes = request.maxBodyBytes ?? limits.bodyBytes;
  const isAnswer = (message: Buffer) => isAwaited(check, toJson(message.toString()));
  const hop = await converse(
    prepared.hop,
    { say: prepared.say, isAnswer: awaitsMessage(check) ? isAnswer : null },
    { ...limits, bodyBytes, deadline: monotonic() + limits.totalMs },
    context,
  );
  return reportHop(located, prepared, hop, bodyBytes, context);
};
