/** One side of the `cases` bench: the product on a data folder, in a process of its own. */
import { fork } from 'node:child_process';
import { once } from 'node:events';

/** The product that runs there. */
export interface Side {
  /** Hands the mails of a folder in; resolves to the seconds until all were handled, once what follows is over too. */
  import(folder: string): Promise<number>;
  stop(): Promise<void>;
}

/** Starts it; resolves once the desk's index has read every case. @throws when that process ends too early; what it said stands on stderr */
export async function startSide(home: string, demoData: string): Promise<Side> {
  const child = fork(new URL('./cases-side-process.js', import.meta.url), [home, demoData], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const said = async (): Promise<number> => {
    const [message] = await Promise.race([once(child, 'message'), ended]);
    if (child.exitCode !== null) throw new Error(`The process of ${home} ended with ${child.exitCode}`);
    return message as number;
  };
  await said();
  return {
    import(folder) {
      const seconds = said();
      child.send(folder);
      return seconds;
    },
    async stop() {
      child.disconnect();
      await ended;
    },
  };
}
