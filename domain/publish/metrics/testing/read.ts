export interface ReadSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Reads the text format 0.0.4 as Prometheus does. @throws Error at the first line that is none of it */
export function readMetrics(text: string): { samples: ReadSample[]; types: Map<string, string>; helps: Set<string> } {
  const samples: ReadSample[] = [];
  const types = new Map<string, string>();
  const helps = new Set<string>();
  if (text !== "" && !text.endsWith("\n")) throw new Error("the last line has no end");
  for (const line of text.split("\n").slice(0, -1)) {
    const [, help] = /^# HELP ([a-zA-Z_:][\w:]*) .+$/su.exec(line) ?? [];
    const [, typed, type = ""] = /^# TYPE ([a-zA-Z_:][\w:]*) (counter|gauge)$/.exec(line) ?? [];
    if (help !== undefined) helps.add(help);
    else if (typed !== undefined) {
      if (types.has(typed)) throw new Error(`${typed} stands twice`);
      types.set(typed, type);
    } else samples.push(readSample(line));
  }
  return { samples, types, helps };
}

function readSample(line: string): ReadSample {
  const [, name = "", inner = "", value = ""] =
    /^([a-zA-Z_:][\w:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\]|\\[\\"n])*",?)*)\})? (\S+)$/su.exec(line) ?? [];
  if (name === "") throw new Error(`no sample: ${JSON.stringify(line)}`);
  const labels: Record<string, string> = {};
  for (const [, label = "", raw = ""] of inner.matchAll(/([a-zA-Z_]\w*)="((?:[^"\\]|\\[\\"n])*)"/gsu)) {
    labels[label] = raw.replace(/\\(.)/gs, (_, escaped) => (escaped === "n" ? "\n" : escaped));
  }
  const number =
    value === "+Inf" ? Number.POSITIVE_INFINITY : value === "-Inf" ? Number.NEGATIVE_INFINITY : Number(value);
  if (Number.isNaN(number) && value !== "NaN") throw new Error(`no number: ${value}`);
  return { name, labels, value: number };
}
