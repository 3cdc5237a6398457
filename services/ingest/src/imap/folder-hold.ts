/** Who reads a folder and how far, as one document of the store: whoever writes the position proves to hold the folder. */
import type { HeldFolder, ImapHold, ImapPosition } from '@facteur/mail';
import { AppError, type Clock, derivedId } from '@facteur/primitives';
import type { Collection, NewDocument, StoredDocument } from '@facteur/store';

/** A hold that is not renewed ends after so long. */
const HOLD_MS = 60_000;
const RENEW_MS = HOLD_MS / 3;

/** What a hold is of, and for whom. */
export interface FolderHoldParts {
  /** `ingest-imap`. */
  readonly holds: Collection;
  readonly clock: Clock;
  readonly mailbox: string;
  readonly folder: string;
  /** Tells instances apart; one that starts again under the same name need not wait for its own hold to end. */
  readonly instance: string;
}

/** Opens the hold of one folder; nothing is taken before `take`. */
export function folderHold(parts: FolderHoldParts): ImapHold {
  const { holds, clock, mailbox, folder, instance } = parts;
  const id = derivedId('imap', mailbox, folder);
  const document = (position: ImapPosition | undefined, untilMs: number): NewDocument => ({
    ...{ _id: id, mailbox, folder, holder: instance, untilMs },
    ...(position === undefined ? {} : { position: { ...position } }),
  });
  return {
    retryMs: RENEW_MS,
    async take() {
      const found = await holds.get(id);
      if (found && isHeldByAnother(found, instance, clock.now())) return undefined;
      const position = found?.position as ImapPosition | undefined;
      const doc = document(position, clock.now() + HOLD_MS);
      const [outcome] = await holds.write([found ? { op: 'replace', doc, at: found.version } : { op: 'insert', doc }]);
      return outcome?.outcome === 'done' ? heldAt(outcome.version, position) : undefined;
    },
  };

  function heldAt(start: number, known: ImapPosition | undefined): HeldFolder {
    let version = start;
    let position = known;
    const put = async (untilMs: number): Promise<void> => {
      const [outcome] = await holds.write([{ op: 'replace', doc: document(position, untilMs), at: version }]);
      if (outcome?.outcome !== 'done') throw lost(mailbox, folder);
      version = outcome.version;
    };
    return {
      position: known,
      renewMs: RENEW_MS,
      async keep(reached) {
        position = reached;
        await put(clock.now() + HOLD_MS);
      },
      // It ends by itself when the store cannot be reached.
      release: () => put(0).catch(() => undefined),
    };
  }
}

function isHeldByAnother({ holder, untilMs }: StoredDocument, instance: string, nowMs: number): boolean {
  return holder !== instance && Number(untilMs) > nowMs;
}

function lost(mailbox: string, folder: string): AppError {
  return new AppError('CONFLICT', `Another instance reads ${folder} of ${mailbox} by now`, { retry: 'later' });
}
