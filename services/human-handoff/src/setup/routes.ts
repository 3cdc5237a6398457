/** The setup of the desk over HTTP: everybody reads it, people keep their own, supervisors change what is everybody's. */
import { caseNumberSchema } from '@facteur/contracts';
import { type Caller, includesRole, type Route, route } from '@facteur/http';
import { z } from 'zod';
import type { DeskActs } from '../acts/acts.ts';
import { deskPartSchema } from '../acts/schemas.ts';
import { type Advisor, advisorOf } from '../people/advisor.ts';
import { changeTag, type TagParts, tagUses } from './clean-tags.ts';
import {
  goalsSchema,
  type Kind,
  macroSchema,
  ruleSchema,
  scopeSchema,
  tagSchema,
  templateSchema,
  viewSchema,
} from './items.ts';
import type { FoundCase } from './match-rules.ts';
import { overlapsOf } from './overlaps.ts';
import { type MacroParts, runMacro } from './run-macro.ts';
import { type Editor, type Saved, SETUP_PARTS, type Setup } from './setup.ts';

/** What the routes need. */
export interface SetupRouteParts extends Omit<TagParts, 'acts' | 'setup'>, Omit<MacroParts, 'acts' | 'setup'> {
  readonly setup: Setup;
  readonly acts: Pick<DeskActs, 'part' | 'act' | 'assign' | 'note' | 'snooze' | 'close'>;
  readonly facts: (number: string) => Promise<FoundCase | undefined>;
}

/** Counts with the administrator's token alone: a person who is signed in acts as themselves. */
const advisor = z.object({ id: z.string().min(1), name: z.string().exactOptional() }).exactOptional();
const version = z.int().exactOptional().describe('Of what was changed: refused when another is stored by now');
const id = z.string().min(1).max(100);
const idParam = z.object({ id });
const identity = { advisor, id: id.exactOptional().describe('Of what is changed; absent: it is new'), version };
const done = z.object({ done: z.literal(true) });

/** What a person reads of it: an emptied rule or macro may be left by a tag that went. */
const kept = { id: z.string(), scope: scopeSchema, version: z.int() };
const answers = {
  template: templateSchema.extend(kept),
  macro: macroSchema.extend({ ...kept, actions: macroSchema.shape.actions.element.array() }),
  rule: ruleSchema.extend(kept),
  view: viewSchema.extend(kept),
} as const;

const partsSchema = z
  .string()
  .transform((written) => [...new Set(written.split(','))])
  .pipe(z.array(z.enum(SETUP_PARTS)))
  .describe(`Some of ${SETUP_PARTS.join(', ')}, with commas between: these alone are answered. Default: all`);

/** All of them. */
export function setupRoutes(parts: SetupRouteParts): Route[] {
  return [
    ...readRoutes(parts),
    ...ownableRoutes(parts),
    ...ruleRoutes(parts),
    goalRoute(parts),
    macroRoute(parts),
    ...tagRoutes(parts),
  ];
}

function readRoutes({ setup }: SetupRouteParts): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/desk/setup',
      summary: 'What is set up for the desk: one’s own and everybody’s',
      role: 'reader',
      query: z.object({ only: partsSchema.exactOptional() }),
      answer: z.object({
        templates: z.array(answers.template).exactOptional(),
        macros: z.array(answers.macro).exactOptional(),
        rules: z.array(answers.rule).exactOptional(),
        views: z.array(answers.view).exactOptional(),
        goals: goalsSchema.exactOptional(),
      }),
      handle: ({ query, caller }) => setup.of(editorOf(caller), query.only),
    }),
    route({
      method: 'get',
      path: '/api/v1/desk/rules/report',
      summary: 'How many cases each rule acted on in 30 days, and rules that stand in each other’s way',
      role: 'reader',
      answer: z.object({
        rules: z.array(
          z.object({ id: z.string(), matches30d: z.int(), lastMatchAt: z.iso.datetime().exactOptional() }),
        ),
        overlaps: z.array(
          z.object({ one: z.string(), other: z.string(), why: z.enum(['same', 'includes', 'contradicts']) }),
        ),
      }),
      handle: async () => {
        const all = await setup.rules();
        const matched = all.map(async ({ id }) => ({ id, ...(await setup.memory.matches(id)) }));
        return { rules: await Promise.all(matched), overlaps: overlapsOf(all) };
      },
    }),
  ];
}

/** What may be one's own: templates, macros, views. */
function ownableRoutes({ setup }: SetupRouteParts): Route[] {
  const summary = 'Keep it for oneself or, as a supervisor, for everybody';
  const ownable = { ...identity, scope: scopeSchema };
  return [
    route({
      ...{ method: 'post', path: '/api/v1/desk/templates', summary, role: 'advisor' },
      body: templateSchema.extend(ownable),
      answer: answers.template,
      handle: ({ body: { advisor, id, version, scope, ...content }, caller }) =>
        save(setup, 'template', caller, { advisor, id, version, scope, content }),
    }),
    route({
      ...{ method: 'post', path: '/api/v1/desk/macros', summary, role: 'advisor' },
      body: macroSchema.extend(ownable),
      answer: answers.macro,
      handle: ({ body: { advisor, id, version, scope, ...content }, caller }) =>
        save(setup, 'macro', caller, { advisor, id, version, scope, content }),
    }),
    route({
      ...{ method: 'post', path: '/api/v1/desk/views', summary, role: 'advisor' },
      body: viewSchema.extend(ownable),
      answer: answers.view,
      handle: ({ body: { advisor, id, version, scope, ...content }, caller }) =>
        save(setup, 'view', caller, { advisor, id, version, scope, content }),
    }),
    deleteRoute(setup, 'template', 'templates', 'advisor'),
    deleteRoute(setup, 'macro', 'macros', 'advisor'),
    deleteRoute(setup, 'view', 'views', 'advisor'),
  ];
}

function ruleRoutes({ setup }: SetupRouteParts): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/v1/desk/rules',
      summary: 'Keep a rule: what is done with cases of which every condition holds, once each',
      role: 'supervisor',
      body: ruleSchema.extend(identity),
      answer: answers.rule,
      handle: ({ body: { advisor, id, version, ...content }, caller }) =>
        save(setup, 'rule', caller, { advisor, id, version, scope: 'all', content }),
    }),
    deleteRoute(setup, 'rule', 'rules', 'supervisor'),
  ];
}

function deleteRoute(setup: Setup, kind: Kind, path: string, role: Route['role']): Route {
  return route({
    method: 'post',
    path: `/api/v1/desk/${path}/:id/delete`,
    summary: 'Delete it: one’s own or, as a supervisor, what is everybody’s',
    role,
    params: idParam,
    body: z.object({ advisor }).default({}),
    answer: done,
    handle: async ({ params, body, caller }) => {
      await setup.remove(kind, editorOf(caller, body.advisor), params.id);
      return { done: true };
    },
  });
}

function goalRoute({ setup }: SetupRouteParts): Route {
  return route({
    method: 'post',
    path: '/api/v1/desk/goals',
    summary: 'Say within how many minutes cases are to be seen, in the place of what was said before',
    role: 'supervisor',
    body: z.object({ goals: goalsSchema }),
    answer: z.object({ goals: goalsSchema }),
    handle: async ({ body }) => ({ goals: await setup.setGoals(body.goals) }),
  });
}

function macroRoute({ setup, acts, facts, clock }: SetupRouteParts): Route {
  return route({
    method: 'post',
    path: '/api/v1/desk/macros/:id/run',
    summary: 'Do a macro to a case, in order, until something is refused; a reply is given as a draft and not sent',
    role: 'advisor',
    params: idParam,
    body: z.object({ advisor, number: caseNumberSchema }),
    answer: z.object({
      part: deskPartSchema,
      draft: z.object({ subject: z.string().exactOptional(), text: z.string() }).exactOptional(),
    }),
    handle: ({ params, body, caller }) => {
      const run = { id: params.id, number: body.number, editor: editorOf(caller, body.advisor) };
      return runMacro({ setup, acts, facts, clock }, { ...run, advisor: advisorOf(caller, body.advisor) });
    },
  });
}

function tagRoutes({ setup, index, acts }: SetupRouteParts): Route[] {
  const parts = { setup, index, acts };
  const changed = z.object({ changed: z.int().describe('Cases, rules, macros and views') });
  return [
    route({
      method: 'get',
      path: '/api/v1/desk/tags',
      summary: 'Every tag: how many cases bear it, what names it, and which are written nearly alike',
      role: 'reader',
      answer: z.object({
        tags: z.array(
          z.object({
            ...{ tag: z.string(), cases: z.int(), lastUsedAt: z.iso.datetime().exactOptional() },
            ...{ rules: z.array(z.string()), macros: z.array(z.string()), views: z.array(z.string()) },
            alike: z.array(z.string()),
          }),
        ),
      }),
      handle: async ({ caller }) => ({ tags: await tagUses(parts, editorOf(caller)) }),
    }),
    route({
      method: 'post',
      path: '/api/v1/desk/tags/rename',
      summary: 'Give a tag another name everywhere; one that is there already takes it in',
      role: 'supervisor',
      body: z.object({ advisor, from: tagSchema, to: tagSchema }),
      answer: changed,
      handle: async ({ body: { from, to, advisor }, caller }) => ({
        changed: await changeTag(parts, { from, to, advisor: advisorOf(caller, advisor) }),
      }),
    }),
    route({
      method: 'post',
      path: '/api/v1/desk/tags/delete',
      summary: 'Take a tag away everywhere',
      role: 'supervisor',
      body: z.object({ advisor, tag: tagSchema }),
      answer: changed,
      handle: async ({ body: { tag, advisor }, caller }) => ({
        changed: await changeTag(parts, { from: tag, to: undefined, advisor: advisorOf(caller, advisor) }),
      }),
    }),
  ];
}

function save<K extends Kind>(
  setup: Setup,
  kind: K,
  caller: Caller | undefined,
  { advisor, ...saved }: Saved<K> & { readonly advisor?: Advisor | undefined },
) {
  return setup.save(kind, editorOf(caller, advisor), saved);
}

/** Whose own things are meant, and whether they may change everybody's. */
function editorOf(caller: Caller | undefined, named?: Advisor): Editor {
  return {
    id: advisorOf(caller, named).id,
    isSupervisor: caller !== undefined && includesRole(caller.role, 'supervisor'),
  };
}
