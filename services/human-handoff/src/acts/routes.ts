/** What advisors do to cases, over HTTP. Each act answers with the desk's part of the case. */
import { caseNumberSchema } from '@facteur/contracts';
import { type Call, type Route, route, sendProblem } from '@facteur/http';
import { z } from 'zod';
import { advisorOf } from '../people/advisor.ts';
import type { DeskActs, DraftResult, PlainAct } from './acts.ts';
import { bodies, bulkSchema, deskPartSchema, notificationsSchema, viewersSchema } from './schemas.ts';
import type { Actor, DeskPart } from './state.ts';

const params = z.object({ number: caseNumberSchema });
type Bodies = typeof bodies;

/** An act as its handler gets it. */
interface Told<Body> {
  readonly number: string;
  readonly advisor: Actor;
  readonly body: Body;
  readonly response: Call<never, never, never>['response'];
}

/** All routes of the acting side. */
export function actRoutes(acts: DeskActs): Route[] {
  return [...deskRoutes(acts), ...writingRoutes(acts), ...draftRoutes(acts), ...otherRoutes(acts)];
}

/** `POST /api/v1/cases/:number/<path>`. */
function caseRoute<Name extends keyof Bodies>(
  path: string,
  summary: string,
  name: Name,
  handle: (told: Told<z.infer<Bodies[Name]>>) => Promise<unknown>,
  answer: z.ZodType = deskPartSchema,
): Route {
  return route({
    method: 'post',
    path: `/api/v1/cases/:number/${path}`,
    summary,
    role: 'advisor',
    params,
    body: bodies[name],
    answer,
    handle: ({ params: { number }, body: sent, caller, response }) => {
      const body = sent as z.infer<Bodies[Name]> & {
        readonly advisor?: { readonly id: string; readonly name?: string };
      };
      return handle({ number, advisor: advisorOf(caller, body.advisor), body, response });
    },
  });
}

function deskRoutes(acts: DeskActs): Route[] {
  return [
    caseRoute('assign', 'Give a case to somebody, to nobody, or to whoever suits best', 'assign', (told) =>
      acts.assign(told.number, told.advisor, told.body.to),
    ),
    caseRoute('snooze', 'Let a case rest until then', 'snooze', ({ number, advisor, body: { until, tell } }) =>
      acts.snooze(number, advisor, until, tell),
    ),
    caseRoute('unsnooze', 'Take a case up again now', 'plain', ({ number, advisor }) =>
      acts.act(number, 'unsnooze', { advisor }),
    ),
    caseRoute('tags', 'Add and take away tags', 'tags', ({ number, advisor, body: { add, remove } }) =>
      acts.act(number, 'tags', { advisor, add, remove }),
    ),
    caseRoute('notes', 'Note something for colleagues', 'notes', ({ number, advisor, body: { text } }) =>
      acts.note(number, advisor, text),
    ),
  ];
}

function writingRoutes(acts: DeskActs): Route[] {
  const hold = (name: PlainAct, summary: string): Route =>
    caseRoute(name, summary, 'hold', ({ number, advisor, body: { force } }) =>
      acts.act(number, name, { advisor, force }),
    );
  return [
    hold('take-over', 'Take the right to write to the customer'),
    hold('hand-back', 'Give it back to the bot'),
    caseRoute(
      'close',
      'Close a case, after taking it over where it waits for no decision',
      'close',
      ({ number, advisor, body: { outcome } }) => acts.close(number, advisor, outcome),
    ),
    caseRoute('reply', 'Write to the customer without a review', 'reply', ({ number, advisor, body }) => {
      const { advisor: _, cc, bcc, ...words } = body;
      return acts.reply(number, advisor, { ...words, cc: cc.map(addressed), bcc: bcc.map(addressed) });
    }),
  ];
}

function addressed(address: string): { address: string } {
  return { address };
}

function draftRoutes(acts: DeskActs): Route[] {
  return [
    caseRoute(
      'draft',
      'Keep a draft; 409 with the stored `draft` when another version is stored',
      'draft',
      async (told) => {
        const { advisor: _, ...draft } = told.body;
        return partOrStale(told, await acts.saveDraft(told.number, { ...draft, advisor: told.advisor }));
      },
    ),
    caseRoute('draft/discard', 'Give a draft up; 409 like keeping one', 'discard', async (told) =>
      partOrStale(told, await acts.discardDraft(told.number, told.advisor, told.body.base)),
    ),
  ];
}

/** The stored draft goes along, so that the difference can be shown. */
function partOrStale({ response }: Pick<Told<never>, 'response'>, result: DraftResult): DeskPart | undefined {
  if ('part' in result) return result.part;
  const problem = {
    type: 'urn:facteur:problem:conflict',
    title: 'conflict',
    status: 409,
    detail: 'Ce brouillon a changé entre-temps',
    code: 'CONFLICT',
    draft: result.stale ?? null,
  };
  sendProblem(response, problem);
  return undefined;
}

function otherRoutes(acts: DeskActs): Route[] {
  return [
    caseRoute(
      'presence',
      'Say that one looks at a case; answers who else does',
      'presence',
      async ({ number, advisor, body: { isTyping } }) => ({ viewers: acts.presence.seen(number, advisor, isTyping) }),
      viewersSchema,
    ),
    route({
      method: 'post',
      path: '/api/v1/desk/bulk',
      summary: 'Decide identical reviews by a choice that moves neither money nor goods; the others are refused',
      role: 'advisor',
      body: bodies.bulk,
      answer: bulkSchema,
      handle: ({ body: { reviewIds, option, advisor }, caller }) =>
        acts.bulk({ reviewIds, option, advisor: advisorOf(caller, advisor) }),
    }),
    ...notificationRoutes(acts),
  ];
}

function notificationRoutes(acts: DeskActs): Route[] {
  const told = async (person: string) => {
    const items = await acts.notifications(person);
    return { items, unread: items.filter(({ isRead }) => !isRead).length };
  };
  return [
    route({
      method: 'get',
      path: '/api/v1/notifications',
      summary: 'What concerns whoever asks: mentions, assignments, snoozes that end; newest first, at most 200',
      role: 'reader',
      answer: notificationsSchema,
      handle: ({ caller }) => told(advisorOf(caller).id),
    }),
    route({
      method: 'post',
      path: '/api/v1/notifications/read',
      summary: 'Mark them as read',
      role: 'reader',
      body: bodies.read,
      answer: notificationsSchema,
      handle: async ({ body, caller }) => {
        const { id } = advisorOf(caller);
        await acts.readNotifications(id, body.ids);
        return told(id);
      },
    }),
  ];
}
