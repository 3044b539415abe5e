import { expect, it } from "vitest";
import { clouds } from "#catalog/clouds/providers.ts";
import { cloudNames } from "#domain/attribution/named.ts";
import { statesOwnCause } from "#domain/attribution/own-cause.ts";

const names = cloudNames(clouds);
const states = (...texts: string[]) => statesOwnCause(texts, names);

it.each([
  "The errors were caused by a bad deployment, which we have rolled back.",
  "Elevated error rates due to a recent configuration change.",
  "This incident was the result of a bug in our order matching engine.",
  "API requests failed because of an expired certificate on our gateway.",
  "The root cause was a database migration that locked a table.",
  "Trading was unavailable due to a DDoS attack.",
  "Nodes stopped because of a regression in the latest client release and were restarted.",
  "We are aware of errors. The outage was triggered by human error. All systems are back.",
])("a cause of the vendor's own is stated: %s", (text) => {
  expect(states(text)).toBe(true);
});

it.each([
  ["nothing is said of the cause", "We have rolled back a deployment and the API has recovered."],
  ["it is a guess", "This may be due to a bad deployment."],
  ["it is a guess", "We are investigating whether the errors are caused by a recent release."],
  ["it is denied", "The outage was not caused by a deployment."],
  ["somebody else's", "Errors were caused by a bad deployment at our upstream provider."],
  ["somebody else's", "Errors were caused by a configuration change of our cloud vendor."],
  ["a cloud is named", "Errors due to a bug in Amazon Web Services networking."],
  ["a cloud is named", "Errors due to a configuration change in us-east-1."],
  ["it may be anyone's", "The outage was due to a database issue."],
  ["it may be anyone's", "The outage was due to network problems and a power loss."],
  ["it is another clause", "Errors were due to packet loss, and we have paused a release."],
  ["there is nothing", ""],
])("none is when %s: %s", (_why, text) => {
  expect(states(text)).toBe(false);
});

it("is looked for in every post, and a text of any length keeps nobody busy", () => {
  expect(states("We are investigating.", "Caused by a bad rollout.")).toBe(true);
  const long = `${"due to a ".repeat(100_000)}bug.`;
  const begun = performance.now();
  expect(states(long, long, long)).toBe(false);
  expect(performance.now() - begun).toBeLessThan(500);
});
