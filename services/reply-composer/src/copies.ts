/** Who gets a copy of a mail. Pure. */
import { AppError } from '@facteur/primitives';
import type { ReplyRequest } from './state.ts';

type Address = ReplyRequest['to'];

/** Copies of one mail, seen and unseen together: a customer's case is no mailing list. */
const MOST_COPIES = 20;
/** RFC 5321 §4.5.3.1.3, less the angle brackets. */
const MOST_CHARACTERS = 254;

/**
 * Each address once, where it is seen first; nobody gets a copy of a mail that is theirs.
 * @throws AppError `BAD_INPUT` for too many, and for what is no address: an advisor is told, and nobody is left out in silence
 */
export function copiesOf({ to, cc = [], bcc = [] }: ReplyRequest): {
  readonly cc?: readonly Address[];
  readonly bcc?: readonly Address[];
} {
  if (cc.length + bcc.length > MOST_COPIES)
    throw new AppError('BAD_INPUT', `Au plus ${MOST_COPIES} personnes peuvent être mises en copie`);
  const known = new Set([to.address.toLowerCase()]);
  const fresh = (addresses: readonly Address[]): Address[] => addresses.filter((one) => isNew(one, known));
  const [seen, unseen] = [fresh(cc), fresh(bcc)];
  return { ...(seen.length > 0 && { cc: seen }), ...(unseen.length > 0 && { bcc: unseen }) };
}

function isNew({ address }: Address, known: Set<string>): boolean {
  if (!isAddress(address)) throw new AppError('BAD_INPUT', 'Une copie est demandée pour ce qui n’est pas une adresse');
  const name = address.toLowerCase();
  return !known.has(name) && known.add(name) !== undefined;
}

/** One local part and one domain, and nothing in them that could end an address and begin another. */
function isAddress(address: string): boolean {
  return address.length <= MOST_CHARACTERS && /^[^\s\p{Cc}@<>()[\],;:"\\]+@[^\s\p{Cc}@<>()[\],;:"\\]+$/u.test(address);
}
