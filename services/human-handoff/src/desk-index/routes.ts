/** The desk's reading part of the HTTP API: lists, counts, search, customers, supervision. */
import { caseStatusSchema } from '@facteur/contracts';
import { type Route, route } from '@facteur/http';
import { z } from 'zod';
import { STANDINGS } from '../acts/state.ts';
import { type CaseRow, PRIORITIES } from './case-row.ts';
import type { DeskIndex } from './desk-index.ts';
import { LIST_STATES, type ListFilter, SORTS } from './lists.ts';

/** What the routes need besides the index. */
export interface DeskRouteParts {
  readonly index: DeskIndex;
  /** The name of a person of the company. Default: the id. */
  readonly nameOf?: (id: string) => Promise<string | undefined>;
}

const instant = z.iso.datetime();
const reviewSchema = z.object({
  reviewId: z.string(),
  queue: z.string(),
  step: z.string().exactOptional(),
  options: z.array(z.string()),
  requestedAt: instant,
  claimedBy: z.string().exactOptional(),
});
const customerSchema = z.object({ address: z.string(), name: z.string().exactOptional() });
const itemSchema = z.object({
  number: z.string(),
  review: reviewSchema.exactOptional().describe('Open: to be decided'),
  subject: z.string(),
  customer: customerSchema.exactOptional(),
  mailbox: z.string(),
  language: z.string(),
  journey: z.string().exactOptional(),
  step: z.string().exactOptional(),
  status: caseStatusSchema,
  priority: z.enum(PRIORITIES),
  reasons: z.array(z.string()),
  since: instant.describe('Since when it waits for an advisor; else when it began'),
  dueAt: instant.exactOptional(),
  updatedAt: instant,
  state: z.enum(STANDINGS),
  assignee: z.string().exactOptional(),
  snoozedUntil: instant.exactOptional(),
  tags: z.array(z.string()),
  excerpt: z.string(),
  bulk: z.string().exactOptional().describe('The same for items that may be decided at once'),
  bulkOption: z.string().exactOptional().describe('By which choice: one that moves neither money nor goods'),
  sample: z.literal(true).exactOptional().describe('Its item checks an answer that the bot gave alone'),
  isCall: z.literal(true).exactOptional().describe('It began with a telephone call that somebody noted'),
});
const isComplete = z.boolean().describe('False while cases are still being read after a start: some may be missing');
const counted = z.record(z.string(), z.int());

const filterQuery = z.object({
  state: z.enum(LIST_STATES).default('unassigned'),
  queue: z.string().exactOptional(),
  reason: z.string().exactOptional(),
  mailbox: z.string().exactOptional(),
  journey: z.string().exactOptional(),
  language: z.string().exactOptional(),
  priority: z.enum(PRIORITIES).exactOptional(),
  assignee: z.string().exactOptional().describe('With `state=mine`: whose cases are meant, instead of the caller’s'),
  tag: z.string().exactOptional(),
});
type FilterQuery = z.infer<typeof filterQuery>;

/** All of them. */
export function deskRoutes(parts: DeskRouteParts): Route[] {
  return [...listRoutes(parts), ...findRoutes(parts), supervisionRoute(parts)];
}

function listRoutes({ index }: DeskRouteParts): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/desk',
      summary: 'Cases as the desk lists them, with filters; those with an open review are to be decided',
      role: 'reader',
      query: filterQuery.extend({
        sort: z.enum(SORTS).default('due'),
        limit: z.coerce.number().int().min(1).max(200).default(50),
        after: z.string().exactOptional().describe('`cursor` of the page before'),
      }),
      answer: z.object({ items: z.array(itemSchema), total: z.int(), isComplete, cursor: z.string().exactOptional() }),
      handle: ({ query, caller }) => {
        const { sort, limit, after } = query;
        return index.list({ filter: filterOf(query), sort, limit, after, me: meOf(query, caller?.id) });
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/desk/counts',
      summary: 'How many cases each value of each filter would show, the other filters applied',
      role: 'reader',
      query: filterQuery,
      answer: z.object({
        ...{ states: counted, queues: counted, reasons: counted, mailboxes: counted, journeys: counted },
        ...{ languages: counted, priorities: counted, tags: counted, assignees: counted, isComplete },
      }),
      handle: async ({ query, caller }) => {
        const counts = index.counts(filterOf(query), meOf(query, caller?.id));
        return {
          states: counts.state,
          queues: counts.queue,
          reasons: counts.reason,
          mailboxes: counts.mailbox,
          journeys: counts.journey,
          languages: counts.language,
          priorities: counts.priority,
          tags: counts.tag,
          assignees: counts.assignee,
          isComplete: counts.isComplete,
        };
      },
    }),
  ];
}

function filterOf(query: FilterQuery): ListFilter {
  const { state, queue, reason, mailbox, journey, language, priority, assignee, tag } = query;
  const given = { state, queue, reason, mailbox, journey, language, priority, assignee, tag };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== ''));
}

function meOf({ state, assignee }: FilterQuery, caller: string | undefined): string | undefined {
  return state === 'mine' ? (assignee ?? caller) : caller;
}

function findRoutes({ index }: DeskRouteParts): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/search',
      summary: 'Cases by number, customer, subject or words of their mails; typing errors are forgiven',
      role: 'reader',
      query: z.object({
        q: z.string().max(200),
        limit: z.coerce.number().int().min(1).max(100).default(20),
      }),
      answer: z.object({
        cases: z.array(
          itemSchema.pick({
            ...{
              number: true,
              subject: true,
              customer: true,
              status: true,
              journey: true,
              updatedAt: true,
              tags: true,
            },
          }),
        ),
        tookMs: z.number(),
        isComplete,
      }),
      handle: async ({ query: { q, limit } }) => {
        const { cases, tookMs } = await index.search(q, limit);
        return { cases: cases.map(found), tookMs, isComplete: index.isComplete() };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/customers',
      summary: 'Whoever called from a telephone number, in national or international writing, and their cases',
      role: 'reader',
      query: z.object({ phone: z.string().min(1).max(40) }),
      answer: customerSchema.partial().extend({ cases: z.array(itemSchema) }),
      handle: ({ query: { phone } }) => index.phone(phone),
    }),
    route({
      method: 'get',
      path: '/api/v1/customers/:address',
      summary: 'A customer and their cases, the last changed first',
      role: 'reader',
      params: z.object({ address: z.string().min(1).max(320) }),
      answer: customerSchema.extend({ cases: z.array(itemSchema) }),
      handle: ({ params }) => index.customer(params.address),
    }),
  ];
}

function found({ number, subject, customer, status, journey, updatedAt, tags }: CaseRow) {
  return {
    ...{ number, subject, status, updatedAt, tags },
    ...(customer === undefined ? {} : { customer }),
    ...(journey === undefined ? {} : { journey }),
  };
}

const shareSchema = z.object({
  open: z.int(),
  closedToday: z.int(),
  automaticShare: z.number().exactOptional().describe('0..1 of what was closed in 24 h; absent: nothing was'),
});

function supervisionRoute({ index, nameOf }: DeskRouteParts): Route {
  return route({
    method: 'get',
    path: '/api/v1/supervision',
    summary: 'What waits, what is late, and what was done today, by advisor, journey and mailbox',
    role: 'reader',
    answer: shareSchema.pick({ open: true, automaticShare: true }).extend({
      ...{ unassigned: z.int(), oldestSince: instant.exactOptional(), overdue: z.int(), dueSoon: z.int() },
      perAdvisor: z.array(z.object({ id: z.string(), name: z.string(), open: z.int(), decidedToday: z.int() })),
      perJourney: z.array(shareSchema.extend({ journey: z.string() })),
      perMailbox: z.array(shareSchema.extend({ mailbox: z.string() })),
      isComplete,
    }),
    handle: async () => {
      const figures = index.supervision();
      const perAdvisor = await Promise.all(
        figures.perAdvisor.map(async (one) => ({ ...one, name: (await nameOf?.(one.id)) ?? one.id })),
      );
      return { ...figures, perAdvisor, isComplete: index.isComplete() };
    },
  });
}
