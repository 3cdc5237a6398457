/** Addresses behind which nobody reads (RFC 3834 §2, §3). Pure. */

/** A whole word of the local part: `noreply`, `no-reply.commandes`, `ne_pas_repondre`. */
const NOBODY =
  /(?:^|[._+=-])(?:(?:no|not|donot|do[._-]not|dont)[._-]?reply|ne[._-]?pas[._-]?repondre|pas[._-]?de[._-]?reponse|no[._-]?responder|nicht[._-]?antworten|non[._-]?rispondere|mailer[._-]?daemon|mail[._-]?daemon|bounces?|devnull|null|nobody)(?=$|[._+=\d-])/;
/** What mailing lists call the addresses of their programs. */
const LIST_PROGRAM = /^owner-|-(?:request|owner|bounces?)(?:\+.*)?$/;

/** True when nothing must be sent to `address` by a machine: a mail program, a list's program, a mailbox that nobody reads. */
export function isNoReplyAddress(address: string): boolean {
  const local = address
    .slice(0, Math.max(0, address.lastIndexOf('@')))
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '');
  return local === '' || NOBODY.test(local) || LIST_PROGRAM.test(local);
}
