/** What a container of the image starts, read from the last stage of the Dockerfile. */

/** Only what this Dockerfile uses. */
export interface Image {
  readonly from: string;
  readonly env: Readonly<Record<string, string>>;
  readonly workdir: string;
  readonly user: string;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly healthcheck: readonly string[];
  readonly stopSignal: string;
  /** Commands of the stages before: how what it holds is made. */
  readonly built: readonly string[];
}

/** @throws Error when an instruction that is needed is missing, or a list is not one in JSON */
export function readDockerfile(text: string): Image {
  const lines = text.split('\n').filter((line) => /^[A-Z]+ /.test(line));
  const last = lines.findLastIndex((line) => line.startsWith('FROM '));
  const of = (instruction: string, from: readonly string[] = lines.slice(last)): string[] =>
    from.filter((line) => line.startsWith(`${instruction} `)).map((line) => line.slice(instruction.length + 1).trim());
  const one = (instruction: string): string => {
    const [value, ...more] = of(instruction);
    if (value === undefined || more.length > 0) throw new Error(`The Dockerfile's last stage needs one ${instruction}`);
    return value;
  };
  const args = pairs(of('ARG', lines));
  return {
    from: one('FROM').replace(/\$\{(\w+)\}/, (_, name: string) => args[name] ?? ''),
    env: pairs(of('ENV')),
    workdir: one('WORKDIR'),
    user: one('USER'),
    entrypoint: list(one('ENTRYPOINT')),
    cmd: list(one('CMD')),
    healthcheck: list(/ CMD (.*)$/.exec(one('HEALTHCHECK'))?.[1] ?? ''),
    stopSignal: one('STOPSIGNAL'),
    built: of('RUN', lines.slice(0, last)),
  };
}

function pairs(assignments: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    assignments.map((each) => [each.slice(0, each.indexOf('=')), each.slice(each.indexOf('=') + 1)]),
  );
}

function list(json: string): string[] {
  return JSON.parse(json) as string[];
}
