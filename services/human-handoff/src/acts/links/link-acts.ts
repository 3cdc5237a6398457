/** Cases that belong together: linking, merging, splitting, changing the customer. What is asked is checked against both cases. */
import { AppError } from '@facteur/primitives';
import type { CaseState } from '../../case-view.ts';
import type { Actor } from '../actor.ts';
import type { Desks } from '../desks.ts';
import { type DeskPart, standingOf } from '../state.ts';
import type { SAID_KINDS } from './case-link.ts';
import { type MergeFacts, mergeNote, mergeRefusal, mustBeSaid } from './merge.ts';

export interface LinkActs {
  /** Says on both cases that they belong together. @throws AppError `BAD_INPUT` for a case and itself */
  link(number: string, advisor: Actor, other: string, kind: (typeof SAID_KINDS)[number]): Promise<DeskPart>;
  /** Takes back what was said of two cases; what merging and splitting made stays. */
  unlink(number: string, advisor: Actor, other: string): Promise<DeskPart>;
  /** The case goes into another of the same mailbox, or into the one that that was merged into. @throws AppError `BAD_INPUT`, `CONFLICT` */
  merge(number: string, advisor: Actor, into: string): Promise<DeskPart>;
  /** Parts of a mail become cases of their own. @throws AppError `NOT_FOUND` for no such mail; `BAD_INPUT` for words that are not in it; `CONFLICT` */
  split(number: string, advisor: Actor, mailId: string, texts: readonly string[]): Promise<DeskPart>;
  customer(
    number: string,
    advisor: Actor,
    customer: { readonly address: string; readonly name?: string },
  ): Promise<DeskPart>;
  /** Cases that were merged into this one, directly or by way of another; first those that came first. */
  absorbed(number: string): Promise<readonly string[]>;
}

export function openLinkActs(desks: Desks): LinkActs {
  const facts = async (number: string, view: CaseState): Promise<MergeFacts> => {
    const { mailbox, status, customer } = view;
    const isTrashed = standingOf(await desks.deskState(number), status, 0) === 'trash';
    return { number, mailbox, status, address: customer?.address, isTrashed };
  };
  return {
    async link(number, advisor, other, kind) {
      await desks.caseState(other);
      return desks.act(number, 'link', { advisor, other, kind });
    },
    unlink: (number, advisor, other) => desks.act(number, 'unlink', { advisor, other }),
    async merge(number, advisor, said) {
      const one = await facts(number, await desks.caseState(number));
      const { number: into, view } = await rootOf(desks, said);
      const stays = await facts(into, view);
      const refusal = mergeRefusal(one, stays);
      if (refusal) throw refusal;
      const note = mergeNote(one, stays);
      return desks.act(number, 'merge', { advisor, into, ...(note && { note }) });
    },
    async split(number, advisor, mailId, texts) {
      const { status } = await desks.caseState(number);
      if (status === 'merged')
        throw new AppError('CONFLICT', 'Ce dossier a été réuni à un autre : séparez le mail depuis celui-ci');
      const mail = (await desks.mails(number)).find((one) => one.mailId === mailId);
      if (!mail) throw new AppError('NOT_FOUND', `Le dossier ${number} n’a pas de mail ${mailId}`);
      if (mail.side !== undefined || mail.kind !== 'human')
        throw new AppError('BAD_INPUT', 'Seul un mail du client peut être séparé');
      mustBeSaid(texts, mail);
      return desks.act(number, 'split', { advisor, mail, texts });
    },
    customer: (number, advisor, customer) => desks.act(number, 'customer', { advisor, customer }),
    absorbed: (number) => absorbedBy(desks, number),
  };
}

/** Merges of merged cases, one after the other; more of them than this are none. */
const MOST_MERGES = 50;

/** The case that a merged one ended up in; itself when it was not merged. */
async function rootOf(desks: Pick<Desks, 'caseState'>, number: string) {
  let at = { number, view: await desks.caseState(number) };
  for (let step = 0; step < MOST_MERGES; step += 1) {
    const { status, into } = at.view;
    if (status !== 'merged' || into === undefined) return at;
    at = { number: into, view: await desks.caseState(into) };
  }
  throw new AppError('CONFLICT', `Le dossier ${number} a été réuni trop de fois`);
}

async function absorbedBy(desks: Pick<Desks, 'deskState'>, number: string): Promise<string[]> {
  const found = new Set<string>();
  let next = [number];
  while (next.length > 0 && found.size < MOST_MERGES) {
    const states = await Promise.all(next.map((one) => desks.deskState(one)));
    const links = states.flatMap(({ links: known = [] }) => known);
    next = links.flatMap((one) => (one.kind === 'absorbed' && !found.has(one.number) ? [one.number] : []));
    for (const one of next) found.add(one);
  }
  found.delete(number);
  return [...found];
}
