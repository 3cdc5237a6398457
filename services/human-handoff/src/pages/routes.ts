/** The pages: the cases, a case, and deciding a review from there. */
import { caseStatusSchema, type Decision, decisionSchema, isCaseNumber } from '@facteur/contracts';
import { type Call, type Route, route } from '@facteur/http';
import { type Clock, isAppError, systemClock } from '@facteur/primitives';
import { z } from 'zod';
import type { CaseDesk } from '../desk.ts';
import { type Advisor, advisorOf } from '../people/advisor.ts';
import { assetRoute } from './assets.ts';
import { caseListPage } from './case-list.ts';
import { casePage, missingCasePage, NOTICES, type Notice } from './case-page.ts';
import type { Html } from './html.ts';
import { PAGE_LANGUAGES, pageLanguage } from './language.ts';
import { caseLink, type Page } from './page.ts';
import { wordsOf } from './words.ts';

/** How the pages are shown. */
export interface PageOptions {
  /** The mailboxes believe any local sender: every page says so. Default false. */
  readonly isDemo?: boolean;
  /** Tells how old things are. Default the machine's. */
  readonly clock?: Pick<Clock, 'now'>;
}

const CASES = 50;
const REVIEWS = 20;
const FORM = { type: 'application/x-www-form-urlencoded', maxBytes: 64 * 1024 };

/** What is not understood in an address is left out, so that an old or mistyped link still opens. */
const pageQuery = z.object({ lang: z.enum(PAGE_LANGUAGES).optional().catch(undefined) });
const listQuery = pageQuery.extend({
  status: caseStatusSchema.optional().catch(undefined),
  after: z.string().optional().catch(undefined),
  reviews: z.string().optional().catch(undefined),
});
const caseQuery = pageQuery.extend({ notice: z.enum(NOTICES).optional().catch(undefined) });

const formSchema = z.object({
  decision: z.string(),
  intent: z.string().optional(),
  outcome: z.string().optional(),
  note: z.string().trim().max(2_000).optional(),
  runVersion: z.coerce.number().int(),
});

/** `GET /`, `GET /cases/:number`, the form that decides, and the files that they use. */
export function pageRoutes(desk: CaseDesk, options: PageOptions = {}): Route[] {
  return [listRoute(desk, options), caseRoute(desk, options), decideRoute(desk, options), assetRoute()];
}

function listRoute(desk: CaseDesk, options: PageOptions): Route {
  return route({
    method: 'get',
    path: '/',
    summary: 'The cases, and what waits for an advisor',
    role: 'reader',
    undocumented: true,
    query: listQuery,
    handle: async (call) => {
      const { status, after, reviews: reviewsAfter } = call.query;
      const [cases, reviews] = await Promise.all([
        desk.cases({ limit: CASES, status, after }),
        desk.reviews({ limit: REVIEWS, after: reviewsAfter }),
      ]);
      return send(
        call,
        caseListPage(pageOf(call, options), {
          cases: cases.cases,
          cursor: cases.cursor,
          status,
          reviews: reviews.reviews,
          reviewsCursor: reviews.cursor,
        }),
      );
    },
  });
}

function caseRoute(desk: CaseDesk, options: PageOptions): Route {
  return route({
    method: 'get',
    path: '/cases/:number',
    summary: 'A case with all that happened',
    role: 'reader',
    undocumented: true,
    params: z.object({ number: z.string() }),
    query: caseQuery,
    handle: async (call) => {
      const { number } = call.params;
      const page = pageOf(call, options);
      const found = isCaseNumber(number) ? await desk.case(number) : undefined;
      if (!found) call.response.status(404);
      return send(call, found ? casePage(page, found, call.query.notice) : missingCasePage(page, number));
    },
  });
}

function decideRoute(desk: CaseDesk, options: PageOptions): Route {
  return route({
    method: 'post',
    path: '/cases/:number/reviews/:id/decide',
    summary: 'Decide a review from the page of its case',
    role: 'advisor',
    undocumented: true,
    params: z.object({ number: z.string(), id: z.string() }),
    query: pageQuery,
    raw: FORM,
    handle: async (call) => {
      const { number, id } = call.params;
      const notice = id.startsWith(`${number}.`)
        ? await decide(desk, id, advisorOf(call.caller), formOf(call.body))
        : 'invalid';
      call.response.redirect(303, caseLink(pageOf(call, options), number, { notice }));
      return undefined;
    },
  });
}

/** Decides as the form says; what an advisor can put right becomes a notice on the page. */
async function decide(
  desk: CaseDesk,
  reviewId: string,
  advisor: Advisor,
  sent: Readonly<Record<string, string>>,
): Promise<Notice> {
  const form = formSchema.safeParse(sent);
  const decision = form.success ? decisionOf(form.data) : undefined;
  if (!form.success || !decision) return 'invalid';
  const { note, runVersion } = form.data;
  const command = { reviewId, advisor, decision, runVersion, ...(note ? { note } : {}) };
  try {
    await desk.act('decide', command);
    return 'decided';
  } catch (error) {
    if (isAppError(error, 'CONFLICT')) return 'conflict';
    if (isAppError(error, 'BAD_INPUT') || isAppError(error, 'NOT_FOUND')) return 'invalid';
    throw error;
  }
}

/** The fields of a form; none when the request had no body. */
function formOf(body: unknown): Record<string, string> {
  return Buffer.isBuffer(body) ? Object.fromEntries(new URLSearchParams(body.toString('utf8'))) : {};
}

function decisionOf({ decision, intent, outcome }: z.infer<typeof formSchema>): Decision | undefined {
  const [kind, ...option] = decision.split(':');
  return decisionSchema.safeParse({ kind, option: option.join(':'), intent, outcome }).data;
}

function pageOf(
  { request, query }: Pick<Call<unknown, Readonly<Record<string, unknown>>, unknown>, 'request' | 'query'>,
  { isDemo = false, clock = systemClock }: PageOptions,
): Page {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[0] !== 'notice',
  );
  const kept: Page['query'] = Object.fromEntries(given);
  const language = pageLanguage(kept.lang, request.get('accept-language'));
  return { language, words: wordsOf(language), nowMs: clock.now(), isDemo, path: request.path, query: kept };
}

function send({ response }: Pick<Call<unknown, unknown, unknown>, 'response'>, { markup }: Html): undefined {
  response.type('text/html; charset=utf-8').send(markup);
  return undefined;
}
