/** The machine-readable part of a delivery report (RFC 3464), as servers really write it. */
import { readFields } from '../headers.ts';
import type { BounceAction } from './bounce.ts';
import { specificStatus, statusIn } from './status.ts';

/** Recipients of one report that are looked at. */
const MAX_RECIPIENTS = 100;
const MAX_PART = 200_000;
const ACTIONS: readonly BounceAction[] = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'];

/** What a report says of one recipient. */
export interface RecipientStatus {
  readonly recipient?: string;
  readonly status?: string;
  readonly action?: BounceAction;
  readonly diagnostic?: string;
}

/** The recipients of the report in `content`, in order; those of which nothing is said are left out. */
export function readDeliveryStatus(content: Buffer): RecipientStatus[] {
  const text = content.toString('latin1', 0, Math.min(content.length, MAX_PART)).replaceAll('\r\n', '\n');
  const groups = text.split(/\n[ \t]*\n/, MAX_RECIPIENTS + 1);
  return groups.map(readGroup).filter(({ recipient, status, action }) => recipient !== undefined || (status ?? action));
}

function readGroup(group: string): RecipientStatus {
  const fields = readFields(group);
  const field = (name: string): string => fields.get(name)?.[0]?.slice(0, 2_000) ?? '';
  const diagnostic = withoutType(field('diagnostic-code')).replace(/\s+/g, ' ');
  // The address as the server had it in the end; where it is no address, as the sender wrote it.
  const recipient =
    addressOf(field('final-recipient')) ??
    addressOf(field('original-recipient')) ??
    addressOf(field('x-actual-recipient'));
  const status = specificStatus(statusIn(field('status')), diagnostic);
  const word = /^[a-z]+/.exec(field('action').toLowerCase())?.[0];
  const action = ACTIONS.find((one) => one === word || (word !== undefined && word.length > 3 && one.startsWith(word)));
  return {
    ...(recipient === undefined ? {} : { recipient }),
    ...(status === undefined ? {} : { status }),
    ...(action === undefined ? {} : { action }),
    ...(diagnostic === '' ? {} : { diagnostic: diagnostic.slice(0, 500) }),
  };
}

/** `rfc822; a@b`, with or without its type and brackets. */
function addressOf(value: string): string | undefined {
  const found = /(?:^|[\s<"'(])([^\s<>:;,@"'()]{1,200}@[^\s<>;,@"'()]{1,250})/.exec(withoutType(value))?.[1];
  return found?.replace(/[.:]+$/, '');
}

function withoutType(value: string): string {
  return value.replace(/^[a-z0-9-]{1,40}\s*;\s*/i, '');
}
