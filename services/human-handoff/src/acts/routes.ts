/** What advisors do to cases, over HTTP. Each act answers with the desk's part of the case. */
import { type Route, route, sendProblem } from '@facteur/http';
import { advisorOf } from '../people/advisor.ts';
import type { DeskActs, PlainAct } from './acts.ts';
import { callRoutes } from './calls/routes.ts';
import { caseRoute, type Told } from './case-route.ts';
import type { DraftResult } from './desks.ts';
import { addressed } from './fields.ts';
import { fileRoutes } from './files/routes.ts';
import { linkRoutes } from './links/routes.ts';
import { manyRoutes } from './many/routes.ts';
import { bodies, bulkSchema, notificationsSchema, viewersSchema } from './schemas.ts';
import { sideRoutes } from './side/routes.ts';
import type { DeskPart } from './state.ts';
import { trashRoutes } from './trash/routes.ts';

/** All routes of the acting side. */
export function actRoutes(acts: DeskActs): Route[] {
  return [
    ...deskRoutes(acts),
    ...writingRoutes(acts),
    ...draftRoutes(acts),
    ...fileRoutes(acts),
    ...sideRoutes(acts),
    ...linkRoutes(acts),
    ...callRoutes(acts),
    ...trashRoutes(acts),
    ...manyRoutes(acts),
    ...otherRoutes(acts),
  ];
}

function deskRoutes(acts: DeskActs): Route[] {
  return [
    caseRoute('assign', 'Give a case to somebody, to nobody, or to whoever suits best', bodies.assign, (told) =>
      acts.assign(told.number, told.advisor, told.body.to),
    ),
    caseRoute('snooze', 'Let a case rest until then', bodies.snooze, ({ number, advisor, body: { until, tell } }) =>
      acts.snooze(number, advisor, until, tell),
    ),
    caseRoute('unsnooze', 'Take a case up again now', bodies.plain, ({ number, advisor }) =>
      acts.act(number, 'unsnooze', { advisor }),
    ),
    caseRoute('tags', 'Add and take away tags', bodies.tags, ({ number, advisor, body: { add, remove } }) =>
      acts.act(number, 'tags', { advisor, add, remove }),
    ),
    caseRoute('notes', 'Note something for colleagues', bodies.notes, ({ number, advisor, body: { text } }) =>
      acts.note(number, advisor, text),
    ),
  ];
}

function writingRoutes(acts: DeskActs): Route[] {
  const hold = (name: PlainAct, summary: string): Route =>
    caseRoute(name, summary, bodies.hold, ({ number, advisor, body: { force } }) =>
      acts.act(number, name, { advisor, force }),
    );
  return [
    hold('take-over', 'Take the right to write to the customer'),
    hold('hand-back', 'Give it back to the bot'),
    caseRoute(
      'close',
      'Close a case, after taking it over where it waits for no decision',
      bodies.close,
      ({ number, advisor, body: { outcome } }) => acts.close(number, advisor, outcome),
    ),
    caseRoute('reply', 'Write to the customer without a review', bodies.reply, ({ number, advisor, body }) => {
      const { advisor: _, cc, bcc, ...words } = body;
      return acts.reply(number, advisor, { ...words, cc: addressed(cc), bcc: addressed(bcc) });
    }),
  ];
}

function draftRoutes(acts: DeskActs): Route[] {
  return [
    caseRoute(
      'draft',
      'Keep a draft; 409 with the stored `draft` when another version is stored',
      bodies.draft,
      async (told) => {
        const { advisor: _, ...draft } = told.body;
        return partOrStale(told, await acts.saveDraft(told.number, { ...draft, advisor: told.advisor }));
      },
    ),
    caseRoute('draft/discard', 'Give a draft up; 409 like keeping one', bodies.discard, async (told) =>
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
      bodies.presence,
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
