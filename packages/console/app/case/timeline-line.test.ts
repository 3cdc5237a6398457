import { describe, expect, it } from '@jest/globals';
import { wordsOf } from '../words/words.ts';
import { actsFr } from './acts-words-fr.ts';
import { lineOf, PLAIN_NAMES } from './timeline-line.ts';

const tongue = { words: wordsOf('fr'), acts: actsFr, names: PLAIN_NAMES };
const line = (topic: string, data: unknown) =>
  lineOf({ at: '2026-11-20T09:00:00Z', topic, eventId: 'e', data }, tongue);
const plain = (text: string | undefined): string => (text ?? '').replaceAll('\u00a0', ' ');

describe('a line of the history', () => {
  it.each([
    { topic: 'mail.received', data: { subject: 'Colis' }, kind: 'in', title: 'Mail reçu', note: 'Colis' },
    {
      topic: 'mail.understood',
      data: { requests: [{}, {}], tone: 'upset' },
      kind: 'bot',
      title: 'Mail compris : 2 demandes',
      note: 'ton mécontent',
    },
    {
      topic: 'review.requested',
      data: { reasons: [{ code: 'no-answer' }] },
      kind: 'bot',
      title: 'Validation demandée',
      note: 'Sans réponse',
    },
    {
      topic: 'review.decided',
      data: { decision: { kind: 'option', option: 'accepter' }, advisor: { id: 'lea', name: 'Léa' }, note: 'vu' },
      kind: 'human',
      title: 'Décision · Léa',
      note: '« Accepter » — vu',
    },
    {
      topic: 'case.changed',
      data: { change: 'closed', journey: 'remboursement', outcome: 'resolved' },
      kind: 'bot',
      title: 'Dossier clos',
      note: 'Remboursement · Résolu',
    },
    { topic: 'reply.sent', data: { purpose: 'reminder' }, kind: 'out', title: 'Réponse envoyée', note: 'Relance' },
    { topic: 'reply.failed', data: { detail: '550' }, kind: 'bad', title: 'Réponse non partie', note: '550' },
    {
      topic: 'reply.failed',
      data: { code: 'BOUNCED', detail: '5.1.1' },
      kind: 'bad',
      title: 'Réponse revenue',
      note: 'Le serveur du destinataire l’a refusée — 5.1.1',
    },
    {
      topic: 'reply.failed',
      data: { code: 'REPLY_SUPPRESSED', suppressed: 'acknowledged', detail: 'x' },
      kind: 'bad',
      title: 'Réponse non partie',
      note: 'Retenu : l’accusé de réception est déjà parti',
    },
    {
      topic: 'lease.changed',
      data: { holder: 'advisor', advisor: { id: 'lea' } },
      kind: 'human',
      title: 'Un conseiller prend la main',
      note: 'lea',
    },
    {
      topic: 'advisor.acted',
      data: { action: 'snooze', advisor: { id: 'lea', name: 'Léa' } },
      kind: 'human',
      title: 'Léa met le dossier en pause',
      note: '',
    },
    {
      topic: 'advisor.acted',
      data: { action: 'merge', into: '3HTV-K8RN-4', advisor: { id: 'lea', name: 'Léa' } },
      kind: 'human',
      title: 'Léa réunit ce dossier à un autre',
      note: 'vers 3HTV-K8RN-4',
    },
    {
      topic: 'advisor.acted',
      data: { action: 'split', parts: [{ id: 'a', text: 'x' }], advisor: { id: 'lea', name: 'Léa' } },
      kind: 'human',
      title: 'Léa sépare le mail',
      note: '1 partie',
    },
    {
      topic: 'advisor.acted',
      data: { action: 'expert', conversation: 'abcdefghij12', advisor: { id: 'lea', name: 'Léa' } },
      kind: 'side',
      title: 'Léa écrit à un expert',
      note: 'invisible pour le client',
    },
    {
      topic: 'mail.received',
      data: { side: 'abcdefghij12', subject: 'Re: Devis' },
      kind: 'side',
      title: 'Réponse de l’expert',
      note: 'Re: Devis · invisible pour le client',
    },
    {
      topic: 'mail.received',
      data: { channel: 'phone', notedBy: { id: 'lea', name: 'Léa' }, subject: 'Colis' },
      kind: 'in',
      title: 'Appel noté par Léa',
      note: 'Colis',
    },
    {
      topic: 'reply.sent',
      data: { purpose: 'answer', cc: [{ address: 'a@b.fr' }], attachments: [{}, {}] },
      kind: 'out',
      title: 'Réponse envoyée',
      note: 'Réponse · copie à a@b.fr · 2 fichiers',
    },
    {
      topic: 'case.changed',
      data: { change: 'closed', outcome: 'archived' },
      kind: 'bot',
      title: 'Dossier clos',
      note: 'Archivé',
    },
    {
      topic: 'case.opened',
      data: { by: { id: 'lea', name: 'Léa' } },
      kind: 'human',
      title: 'Dossier ouvert par un conseiller',
      note: 'Léa',
    },
    { topic: 'quite.new', data: {}, kind: 'bot', title: 'Événement', note: 'quite.new' },
  ])('tells of $topic', ({ topic, data, kind, title, note }) => {
    const told = line(topic, data);
    expect({ kind: told.kind, title: plain(told.title), note: plain(told.note) }).toEqual({ kind, title, note });
  });

  it('says journeys, steps and options by their titles', () => {
    const names = {
      title: (name: string): string => (name === 'reclamation' ? 'Réclamation' : name),
      step: (name: string): string => (name === 'accuser' ? 'Accuser réception' : name),
      option: (name: string): string => (name === 'ok' ? 'Accorder le geste' : name),
    };
    const told = (topic: string, data: object): string =>
      plain(lineOf({ at: '1', topic, eventId: 'e', data }, { ...tongue, names }).note);
    expect(told('case.changed', { change: 'stepped', journey: 'reclamation', step: 'accuser' })).toBe(
      'Réclamation › Accuser réception',
    );
    expect(told('review.decided', { decision: { kind: 'option', option: 'ok' } })).toBe('« Accorder le geste »');
    expect(told('review.decided', { decision: { kind: 'intent', intent: 'reclamation' } })).toBe(
      'traiter comme « Réclamation »',
    );
  });

  it('says an option as the journey calls it whose review it decided', () => {
    const names = { ...PLAIN_NAMES, option: (name: string, journey = 'none') => `${name} of ${journey}` };
    const journeyOf = (reviewId: string) => (reviewId === 'r1' ? 'remboursement' : undefined);
    const entry = {
      at: '1',
      topic: 'review.decided',
      eventId: 'e',
      data: { reviewId: 'r1', decision: { kind: 'option', option: 'accepter' } },
    };
    expect(lineOf(entry, { ...tongue, names, journeyOf }).note).toContain('accepter of remboursement');
  });

  it('tells that another mail says what was asked for', () => {
    const entry = {
      at: '1',
      topic: 'reply.requested',
      eventId: 'e',
      data: { purpose: 'acknowledgement' },
      saidBy: 'r2',
    };
    expect(plain(lineOf(entry, tongue).note)).toBe('Accusé de réception · joint à un autre mail');
  });

  it('tells of an event without data', () => {
    expect(line('review.requested', undefined).note).toBe('');
    expect(line('review.decided', null).kind).toBe('human');
  });
});
