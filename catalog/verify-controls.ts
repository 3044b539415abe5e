import { type Problem, reporter } from "#catalog/problem.ts";
import { hostOf } from "#catalog/verify-url.ts";
import { locateChecks } from "#domain/check/flatten.ts";
import type { Catalog } from "#domain/check/service.ts";

/** Two of four make a round neutral: with fewer controls one lost packet would. */
const MIN_CONTROLS = 4;
const MIN_NETWORKS = 3;
/** Controls that go the way checks go: one may fail alone, and without a second it could not be told from us. */
const MIN_HTTP = 2;

/** Networks of the clouds and CDNs that are judged here: a control on one of them would fail together with it. */
const JUDGED_NETWORKS: ReadonlyMap<number, string> = new Map([
  [16509, "AWS"],
  [14618, "AWS"],
  [8987, "AWS"],
  [15169, "Google"],
  [396982, "Google Cloud"],
  [19527, "Google"],
  [8075, "Microsoft Azure"],
  [8068, "Microsoft"],
  [13335, "Cloudflare"],
  [209242, "Cloudflare"],
  [54113, "Fastly"],
  [20940, "Akamai"],
  [63949, "Akamai Linode"],
  [31898, "Oracle Cloud"],
  [14061, "DigitalOcean"],
  [24940, "Hetzner"],
  [16276, "OVH"],
  [37963, "Alibaba Cloud"],
  [45102, "Alibaba Cloud"],
]);

/** Controls are enough, apart from one another, and apart from everything that they help to judge. */
export function verifyControls({ controls, services }: Catalog, problems: Problem[]): void {
  const whole = reporter(problems, { list: "controls", slug: "" }, "controls");
  if (controls.length < MIN_CONTROLS) whole(`${controls.length} controls, ${MIN_CONTROLS} are needed`);
  const networks = new Set(controls.map(({ asn }) => asn));
  if (networks.size < MIN_NETWORKS) whole(`${networks.size} networks, ${MIN_NETWORKS} are needed`);
  const http = controls.filter(({ kind }) => kind === "http").length;
  if (http < MIN_HTTP) whole(`${http} controls of kind http, ${MIN_HTTP} are needed`);

  const probed = new Set(
    locateChecks({ services }).flatMap(({ check: { request } }) =>
      request.probe === "dns" ? [...(request.resolvers ?? [])] : (hostOf(request.url) ?? []),
    ),
  );
  const slugs = new Set<string>();
  const targets = new Set<string>();
  for (const control of controls) {
    const report = reporter(problems, { list: "controls", slug: control.slug }, control.slug);
    const target = control.kind === "dns" ? control.address : (hostOf(control.url) ?? control.url);
    const cloud = JUDGED_NETWORKS.get(control.asn);
    if (slugs.has(control.slug)) report(`two controls are named ${control.slug}`, "slug");
    if (targets.has(target)) report(`${target} is a control already`);
    if (cloud !== undefined) report(`AS${control.asn} is ${cloud}, which is judged here`, "asn");
    if (probed.has(target)) report(`${target} is in the catalog: a control is judged by nobody`);
    slugs.add(control.slug);
    targets.add(target);
  }
}
