/** A refund from first mail to review, with an event of every topic that a timeline may hold. */
import {
  type advisorActed,
  type caseChanged,
  caseNumberFrom,
  type leaseChanged,
  type Mail,
  type mailUnderstood,
  type replyFailed,
  type replyRequested,
  type replySent,
  type reviewDecided,
  type reviewRequested,
} from '@facteur/contracts';
import type { TimelineEntry } from '../../case-view.ts';
import type { ListedReview } from '../../desk.ts';

type DataOf<T extends { about(subject: string, data: never): unknown }> = Parameters<T['about']>[1];

/** The number of the refund. */
export const SAMPLE_NUMBER = caseNumberFrom(new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]));

const CLAIRE = { address: 'claire.martin@courriel.example', name: 'Claire Martin' };
const MAILBOX = 'sav@boutique.example';
const SUBJECT = 'Remboursement de ma commande CMD-2026-00124';
const TEXT =
  'Bonjour,\n\nJe souhaite être remboursée de ma commande CMD-2026-00124 : l’enceinte reçue ne s’allume pas.\n\nMerci,\nClaire Martin';
const ORDER = {
  number: 'CMD-2026-00124',
  article: 'Enceinte portable Onde',
  total: { minor: 18_900, currency: 'EUR' },
  status: 'delivered',
  orderedOn: '2026-10-30',
  tracking: null,
  refunded: false,
};
const REQUEST = {
  span: { in: 'text' as const, start: 10, end: 102 },
  text: 'Je souhaite être remboursée de ma commande CMD-2026-00124 : l’enceinte reçue ne s’allume pas.',
  intents: [
    { intent: 'remboursement', probability: 0.93 },
    { intent: 'colis-non-recu', probability: 0.04 },
  ],
  outOfScope: 0.02,
  nearest: [{ intent: 'remboursement', text: 'Je voudrais être remboursé de ma commande', similarity: 0.91 }],
};

/** The open review of the refund. */
export function sampleReview(): ListedReview {
  return {
    ...REVIEW,
    caseNumber: SAMPLE_NUMBER,
    requestedAt: '2026-11-22T09:48:00.000Z',
    status: 'open',
    dueAt: '2026-11-22T13:48:00.000Z',
  };
}

const REVIEW: DataOf<typeof reviewRequested> = {
  reviewId: `${SAMPLE_NUMBER}.4f1d`,
  queue: 'comptabilite',
  mailbox: MAILBOX,
  language: 'fr',
  priority: 'high',
  reasons: [{ code: 'step-review' }, { code: 'changed-since', detail: 'un mail est arrivé entre-temps' }],
  runVersion: 4,
  journey: 'remboursement',
  step: 'valider',
  requests: [REQUEST],
  show: [
    { name: 'order', value: ORDER },
    { name: 'justificatif', value: { name: 'facture.pdf', type: 'application/pdf' } },
    { name: 'customer.balance', value: { minor: -3_900, currency: 'EUR' } },
    { name: 'montant', value: null },
  ],
  options: ['accepter', 'refuser'],
  data: { commande: 'CMD-2026-00124', order: ORDER, justificatif: { name: 'facture.pdf', type: 'application/pdf' } },
  withinMs: 14_400_000,
  supersedes: [],
};

function mail(over: Partial<Mail>): Mail {
  return {
    mailId: 'mail-1',
    mailbox: MAILBOX,
    channel: 'smtp',
    receivedAt: '2026-11-20T08:02:11.000Z',
    kind: 'human',
    language: 'fr',
    from: CLAIRE,
    participant: 'p1',
    proof: 'authenticated',
    joined: 'new',
    claims: [],
    subject: SUBJECT,
    text: TEXT,
    references: [],
    raw: { scope: SAMPLE_NUMBER, id: 'raw', bytes: 2_000 },
    attachments: [],
    problems: [],
    ...over,
  };
}

const reply = { replyId: 'reply-1', purpose: 'question', mailbox: MAILBOX } as const;
const run = { journey: 'remboursement', journeyHash: 'h', revision: 3 } as const;

type Given = readonly [topic: string, at: string, data: unknown];

function firstDay(): Given[] {
  const understood: Omit<DataOf<typeof mailUnderstood>, 'mail'> & { mailId: string } = {
    mailId: 'mail-1',
    model: 'demo-2026-11',
    requests: [REQUEST],
    data: [{ type: 'order-number', in: 'text', start: 43, end: 57, raw: 'CMD-2026-00124', value: 'CMD-2026-00124' }],
    tone: 'neutral',
  };
  const decided: DataOf<typeof caseChanged> = {
    ...run,
    change: 'decided',
    status: 'waiting-customer',
    step: 'collect:ask',
    reasons: [],
    explanation: 'remboursement 93 %, seuil provisoire non garanti',
    data: { trail: ['remboursement/collect'] },
  };
  const asked: DataOf<typeof replyRequested> = {
    ...reply,
    language: 'fr',
    to: CLAIRE,
    subject: SUBJECT,
    references: [],
    author: { id: 'bot' },
    content: {
      kind: 'journey',
      journey: 'remboursement',
      hash: 'h',
      templates: ['demande-justificatif'],
      data: { commande: 'CMD-2026-00124', dossier: SAMPLE_NUMBER },
    },
  };
  return [
    ['mail.received', '2026-11-20T08:02:11.000Z', mail({})],
    ['mail.understood', '2026-11-20T08:02:12.000Z', understood],
    ['case.changed', '2026-11-20T08:02:13.000Z', decided],
    ['reply.requested', '2026-11-20T08:02:13.000Z', asked],
  ];
}

function question(): Given[] {
  const failed: DataOf<typeof replyFailed> = {
    ...reply,
    language: 'fr',
    code: 'SMTP_UNREACHABLE',
    detail: 'pas de réponse de smtp.example',
    permanent: false,
  };
  const sent: DataOf<typeof replySent> = {
    ...reply,
    messageId: '<r1@boutique.example>',
    sentAt: '2026-11-20T08:03:00.000Z',
    to: CLAIRE,
    subject: `Re: ${SUBJECT} [${SAMPLE_NUMBER}]`,
    text: 'Bonjour Claire Martin,\n\nPour vous rembourser, il nous faut un justificatif : une photo ou la facture.\n\nLa Boutique Claire',
    author: { id: 'bot' },
  };
  return [
    ['reply.failed', '2026-11-20T08:02:40.000Z', failed],
    ['reply.sent', '2026-11-20T08:03:00.000Z', sent],
  ];
}

function secondDay(): Given[] {
  const attachment = { name: 'facture.pdf', type: 'application/pdf', bytes: 184_320 };
  const answer = mail({
    mailId: 'mail-2',
    subject: `Re: ${SUBJECT}`,
    text: 'Voici la facture.',
    joined: 'participant',
    attachments: [attachment],
  });
  const stepped: DataOf<typeof caseChanged> = {
    ...run,
    change: 'stepped',
    status: 'waiting-advisor',
    revision: 4,
    step: 'valider',
    reasons: ['step-review'],
    data: {
      trail: ['remboursement/retrouver', 'remboursement/choisir#5', 'remboursement/client', 'remboursement/valider'],
    },
  };
  const decided: DataOf<typeof reviewDecided> = {
    reviewId: `${SAMPLE_NUMBER}.0000`,
    runVersion: 3,
    decision: { kind: 'option', option: 'accepter' },
    note: 'Vu avec la comptabilité.',
    advisor: { id: 'sophie', name: 'Sophie Keller' },
  };
  const acted: DataOf<typeof advisorActed> = {
    action: 'snooze',
    advisor: { id: 'sophie', name: 'Sophie Keller' },
    until: '2026-11-22T09:00:00.000Z',
  };
  const lease: DataOf<typeof leaseChanged> = { holder: 'bot', epoch: 2 };
  return [
    ['mail.received', '2026-11-21T17:30:00.000Z', answer],
    ['advisor.acted', '2026-11-21T17:31:00.000Z', acted],
    ['lease.changed', '2026-11-22T09:00:00.000Z', lease],
    ['case.changed', '2026-11-22T09:40:00.000Z', stepped],
    ['review.decided', '2026-11-22T09:47:00.000Z', decided],
    ['review.requested', '2026-11-22T09:48:00.000Z', REVIEW],
  ];
}

/** All that happened to the refund, oldest first. */
export function refundTimeline(): TimelineEntry[] {
  return [...firstDay(), ...question(), ...secondDay()].map(([topic, at, data], index) => ({
    topic,
    at,
    data,
    eventId: `event-${index}`,
    ...(index === 0 ? {} : { cause: `event-${index - 1}` }),
  }));
}
