/** How many automatic mails went to an address, over all its cases: kept in the store, under a keyed digest of the address. */
import {
  type AutomaticHistory,
  type AutomaticLimits,
  type AutomaticMail,
  afterAutomatic,
  heldBack,
  NO_AUTOMATIC_MAILS,
} from '@facteur/mail';
import { AppError } from '@facteur/primitives';
import type { Kernel } from '@facteur/runtime';

/** The counts of automatic mails by address. */
export interface AddressBook {
  /**
   * Lets `mail` go, and counts it, or says why not. The same mail again gets the same answer while it counts.
   * @throws AppError `CONFLICT` (retry later) when too many write to one address at once
   */
  admit(address: string, mail: AutomaticMail): Promise<ReturnType<typeof heldBack>>;
  /** A person wrote to the address: the count begins anew. */
  personWrote(address: string): Promise<void>;
}

type Collection = Awaited<ReturnType<Kernel['store']['collection']>>;

/** Attempts to write a count that others write as well. */
const MAX_ATTEMPTS = 20;

/** Opens it. */
export async function openAddressBook(
  { store, keys }: Pick<Kernel, 'store' | 'keys'>,
  limits: AutomaticLimits,
): Promise<AddressBook> {
  const addresses = await store.collection({ name: 'composer-addresses' });
  const idOf = (address: string): string => keys.digest('address', address.toLowerCase());
  return {
    async admit(address, named) {
      // A Message-ID is personal: what is answered is kept as a digest.
      const mail = { ...named, answers: keys.digest('message-id', named.answers) };
      let held: ReturnType<typeof heldBack>;
      await change(addresses, idOf(address), (history) => {
        held = heldBack(history, mail, limits);
        return afterAutomatic(history, mail, held);
      });
      return held;
    },
    async personWrote(address) {
      const id = idOf(address);
      if (await addresses.get(id)) await change(addresses, id, () => NO_AUTOMATIC_MAILS);
    },
  };
}

async function change(
  addresses: Collection,
  id: string,
  next: (history: AutomaticHistory) => AutomaticHistory,
): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    const stored = await addresses.get(id);
    const { sent, ...rest } = next(historyOf(stored));
    const doc = { _id: id, sent: sent.map((mail) => ({ ...mail })), ...rest };
    const [outcome] = await addresses.write([
      stored === undefined ? { op: 'insert', doc } : { op: 'replace', doc, at: stored.version },
    ]);
    if (outcome?.outcome === 'done') return;
  }
  throw new AppError('CONFLICT', 'Too many mails to one address at once', { retry: 'later' });
}

function historyOf(stored: Awaited<ReturnType<Collection['get']>>): AutomaticHistory {
  if (stored === undefined) return NO_AUTOMATIC_MAILS;
  const { sent, brokenAt } = stored as unknown as AutomaticHistory;
  return { sent, ...(brokenAt === undefined ? {} : { brokenAt }) };
}
