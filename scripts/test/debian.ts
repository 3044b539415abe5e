import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where a program stands that has one of these names; null when the PATH knows none. */
export function onPath(names: readonly string[]): string | null {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const name of names) if (folder !== "" && existsSync(join(folder, name))) return join(folder, name);
  }
  return null;
}

function isDebian(): boolean {
  return (
    existsSync("/etc/os-release") && /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(readFileSync("/etc/os-release", "utf8"))
  );
}

/** Installs Debian packages, where that is what this machine has and we may. Whether it helped is for the caller to see. */
export function tryInstall(packages: readonly string[], print: (line: string) => void): void {
  if (packages.length === 0 || process.getuid?.() !== 0 || !isDebian()) return;
  const run = (args: string[]) =>
    spawnSync("apt-get", args, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    }).status === 0;
  print(`installing ${packages.join(" ")} (Debian packages)`);
  if (run(["update", "-qq"])) run(["install", "-y", "-qq", "--no-install-recommends", ...packages]);
}
