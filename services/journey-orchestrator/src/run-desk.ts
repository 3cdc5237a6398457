/** What authors and the company's systems may do to runs under way. */
import { AppError, isAppError, type JsonObject } from '@facteur/primitives';
import type { Runner } from '@facteur/runtime';
import type { MigrateCommand, MigratedCase } from './migrate.ts';
import type { CaseState } from './state.ts';

export interface RunDesk {
  /** One answer per case whose run is of that journey and of another version; a preview changes nothing. */
  migrate(command: MigrateCommand): Promise<readonly (MigratedCase & { readonly number: string })[]>;
  /** Tells a case's run that something happened; false when it does not wait for it. @throws AppError `NOT_FOUND` */
  tell(number: string, name: string, data?: JsonObject): Promise<boolean>;
}

const PAGE = 200;

export function openRunDesk(runner: Runner<CaseState>): RunDesk {
  const concerned = async (journey: string): Promise<string[]> => {
    const keys: string[] = [];
    let after: string | undefined;
    do {
      const from = after === undefined ? {} : { after };
      const page = await runner.find({ index: 'by-journey', equals: { journey }, limit: PAGE, ...from });
      keys.push(...page.documents.map(({ key }) => key));
      after = page.cursor;
    } while (after !== undefined);
    return keys;
  };
  return {
    async migrate(command) {
      const cases: (MigratedCase & { readonly number: string })[] = [];
      for (const number of await concerned(command.journey)) {
        const answer = (await runner.command({ key: number }, 'migrate', command)) as MigratedCase;
        if (answer.verdict !== 'not-concerned') cases.push({ number, ...answer });
      }
      return cases;
    },
    async tell(number, name, data) {
      const known = await runner.read(number).catch((error: unknown) => {
        if (isAppError(error, 'KEY_ERASED')) return undefined;
        throw error;
      });
      if (!known) throw new AppError('NOT_FOUND', `Il n’y a pas de dossier ${number}`);
      const payload = { name, ...(data === undefined ? {} : { data }) };
      const { awaited } = (await runner.command({ key: number }, 'event', payload)) as { awaited: boolean };
      return awaited;
    },
  };
}
