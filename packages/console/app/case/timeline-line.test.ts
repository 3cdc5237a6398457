import { describe, expect, it } from '@jest/globals';
import { wordsOf } from '../words/words.ts';
import { lineOf } from './timeline-line.ts';

const line = (topic: string, data: unknown) =>
  lineOf({ at: '2026-11-20T09:00:00Z', topic, eventId: 'e', data }, wordsOf('fr'));
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
    { topic: 'quite.new', data: {}, kind: 'bot', title: 'Événement', note: 'quite.new' },
  ])('tells of $topic', ({ topic, data, kind, title, note }) => {
    const told = line(topic, data);
    expect({ kind: told.kind, title: plain(told.title), note: plain(told.note) }).toEqual({ kind, title, note });
  });

  it('says journeys and intents by their titles', () => {
    const titles = (name: string): string => (name === 'reclamation' ? 'Réclamation' : name);
    const told = (topic: string, data: object): string =>
      plain(lineOf({ at: '1', topic, eventId: 'e', data }, wordsOf('fr'), titles).note);
    expect(told('case.changed', { change: 'stepped', journey: 'reclamation', step: 'accuser' })).toBe(
      'Réclamation › Accuser',
    );
    expect(told('review.decided', { decision: { kind: 'intent', intent: 'reclamation' } })).toBe(
      'traiter comme « Réclamation »',
    );
  });

  it('tells that another mail says what was asked for', () => {
    const entry = {
      at: '1',
      topic: 'reply.requested',
      eventId: 'e',
      data: { purpose: 'acknowledgement' },
      saidBy: 'r2',
    };
    expect(plain(lineOf(entry, wordsOf('fr')).note)).toBe('Accusé de réception · joint à un autre mail');
  });

  it('tells of an event without data', () => {
    expect(line('review.requested', undefined).note).toBe('');
    expect(line('review.decided', null).kind).toBe('human');
  });
});
