/** A desk with made-up cases: what the pages' tests show. The last one holds markup wherever a stranger can write. */
import { caseNumberFrom } from '@facteur/contracts';
import type { AppError } from '@facteur/primitives';
import type { CaseView, TimelineEntry } from '../../case-view.ts';
import type { CaseDesk, ListedCase, ListedReview } from '../../desk.ts';
import { refundTimeline, SAMPLE_NUMBER, sampleReview } from './sample-refund.ts';

/** When the sample pages are looked at. */
export const SAMPLE_NOW = '2026-11-22T10:00:00.000Z';

/** A stranger's attempt to be run. */
export const HOSTILE = '<script>alert("x")</script>';

const hostileNumber = caseNumberFrom(new Uint8Array([9, 9, 9, 9, 9, 9, 9, 9]));

/** A desk that only remembers what it was told to do. */
export interface SampleDesk extends CaseDesk {
  readonly acts: unknown[];
  /** Every page that was asked for. */
  readonly asked: unknown[];
}

/** Numbers of the sample cases. */
export const SAMPLES = { refund: SAMPLE_NUMBER, hostile: hostileNumber } as const;

/** The sample desk; `isEmpty`: nothing has come in yet. */
export function sampleDesk({ isEmpty = false, refuses }: { isEmpty?: boolean; refuses?: AppError } = {}): SampleDesk {
  const acts: unknown[] = [];
  const asked: unknown[] = [];
  const review = sampleReview();
  return {
    acts,
    asked,
    async cases(page) {
      asked.push(page);
      const cases = isEmpty
        ? []
        : sampleCases().filter(({ status }) => page.status === undefined || page.status === status);
      return page.after === undefined && cases.length > 1 ? { cases, cursor: 'next page' } : { cases };
    },
    async reviews() {
      return { reviews: isEmpty ? [] : [review] };
    },
    async case(number) {
      const found = isEmpty ? undefined : sampleCases().find((item) => item.number === number);
      if (!found) return undefined;
      const isRefund = number === SAMPLE_NUMBER;
      return {
        ...found,
        timeline: isRefund ? refundTimeline() : hostileTimeline(),
        reviews: isRefund ? [review] : hostileReviews(),
      };
    },
    async act(name, command) {
      if (refuses) throw refuses;
      acts.push([name, command]);
      return {};
    },
  };
}

function sampleCases(): ListedCase[] {
  const view = (over: Partial<ListedCase>, byte: number): ListedCase => ({
    ...BASE,
    number: caseNumberFrom(new Uint8Array(8).fill(byte)),
    ...over,
  });
  return [
    view(
      {
        number: SAMPLE_NUMBER,
        status: 'waiting-advisor',
        journey: 'remboursement',
        step: 'valider',
        reasons: ['step-review'],
        mails: 2,
        replies: 2,
      },
      0,
    ),
    view(
      {
        ...EMILY,
        status: 'waiting-customer',
        journey: 'renvoi-colis',
        step: 'collect',
        updatedAt: '2026-11-22T09:12:00.000Z',
      },
      2,
    ),
    view(
      {
        ...KARIM,
        status: 'waiting-advisor',
        reasons: ['low-confidence', 'customer-upset'],
        updatedAt: '2026-11-22T07:40:00.000Z',
      },
      3,
    ),
    view(
      {
        status: 'open',
        subject: 'Où est mon colis ?',
        journey: 'suivi-commande',
        step: 'retrouver',
        updatedAt: '2026-11-21T16:20:00.000Z',
      },
      4,
    ),
    view(
      {
        status: 'closed',
        subject: 'Annulation',
        journey: 'remboursement',
        step: 'end',
        outcome: 'resolved',
        replies: 2,
        updatedAt: '2026-11-20T09:00:00.000Z',
      },
      5,
    ),
    view({ ...ROBOT, status: 'closed', outcome: 'auto-reply', updatedAt: '2026-11-12T09:00:00.000Z' }, 6),
    view({ status: 'merged', subject: 'Re : Colis', into: SAMPLE_NUMBER, updatedAt: '2026-11-11T09:00:00.000Z' }, 7),
    view(
      {
        number: hostileNumber,
        subject: HOSTILE,
        mailbox: HOSTILE,
        customer: { address: HOSTILE, name: HOSTILE },
        journey: HOSTILE,
        step: HOSTILE,
        updatedAt: '2026-11-10T09:00:00.000Z',
      },
      9,
    ),
  ];
}

const BASE: CaseView = {
  mailbox: 'sav@boutique.example',
  subject: 'Remboursement de ma commande CMD-2026-00124',
  customer: { address: 'claire.martin@courriel.example', name: 'Claire Martin' },
  language: 'fr',
  openedAt: '2026-11-20T08:02:11.000Z',
  updatedAt: '2026-11-22T09:48:00.000Z',
  status: 'open',
  revision: 4,
  reasons: [],
  mails: 1,
  replies: 1,
};

const EMILY = {
  subject: 'My parcel arrived damaged',
  customer: { address: 'emily.carter@mail.example', name: 'Emily Carter' },
  language: 'en',
};
const KARIM = { subject: 'C’est inadmissible', customer: { address: 'karim.benali@mail.example' } };
const ROBOT = { subject: 'Absence du bureau', mailbox: 'reservation@hotel.example', replies: 0 };

/** Markup in every text, shapes that no schema knows, topics that nobody has heard of. */
function hostileTimeline(): TimelineEntry[] {
  const mine = refundTimeline().map((entry, index) => ({
    ...entry,
    eventId: `hostile-${index}`,
    data: infected(entry.data),
  }));
  const strange = { at: SAMPLE_NOW, topic: HOSTILE, eventId: `"><b>`, cause: `'><i>`, data: { [HOSTILE]: HOSTILE } };
  return [...mine, strange, { ...strange, topic: 'mail.received', eventId: 'odd', data: HOSTILE }];
}

function hostileReviews(): ListedReview[] {
  const review = infected(sampleReview()) as ListedReview;
  return [
    {
      ...review,
      caseNumber: hostileNumber,
      reviewId: `${hostileNumber}.${HOSTILE}`,
      claimedBy: HOSTILE,
      options: [HOSTILE],
    },
  ];
}

const CHOSEN =
  /^(?:kind|status|type|code|priority|change|purpose|action|holder|tone|proof|channel|joined|in|language|queue|at|time|.*At)$/;

/** The same data with the attempt in every text that is not of a closed list. */
function infected(data: unknown): unknown {
  if (typeof data === 'string') return HOSTILE;
  if (Array.isArray(data)) return data.map(infected);
  if (data === null || typeof data !== 'object') return data;
  return Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      CHOSEN.test(name) || name === 'reasons' ? value : infected(value),
    ]),
  );
}
