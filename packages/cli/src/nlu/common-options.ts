/** Options that every `nlu` command on labelled files takes. */
import { type Command, Option } from 'commander';

/** Their values. */
export interface Common {
  readonly encoder: string;
  readonly vectors?: string;
  readonly seed: number;
}

export function withCommon(command: Command): Command {
  return command
    .option('--encoder <encoder>', '`shipped`, `none`, or a folder with a model', 'shipped')
    .option('--vectors <dir>', 'keep vectors there, so that the next run need not compute them')
    .addOption(new Option('--seed <n>', 'deals the texts to the held-out parts').default(1).argParser(Number));
}
