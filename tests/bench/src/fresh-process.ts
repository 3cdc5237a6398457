/** One measurement in a process of its own: nothing is compiled, cached or collected before it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Calls `work`, which the module at `url` exports under its own name, with `input` in a new process with this one's flags; both are JSON.
 * @throws when that process ends without an answer; what it said stands on stderr
 */
export async function inFreshProcess<Input, Result>(
  url: string,
  work: (input: Input) => Promise<Result>,
  input: Input,
): Promise<Result> {
  const code = `import { ${work.name} } from ${JSON.stringify(url)};
process.send(await ${work.name}(${JSON.stringify(input)}), () => process.exit());`;
  const child = spawn(process.execPath, [...process.execArgv, '--input-type=module', '--eval', code], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  let result: { readonly value: Result } | undefined;
  child.on('message', (value) => {
    result = { value: value as Result };
  });
  const [exit] = (await once(child, 'close')) as [number | null];
  if (result === undefined) throw new Error(`The process of ${work.name} ended with ${exit}`);
  return result.value;
}
