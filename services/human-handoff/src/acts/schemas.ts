/** What the API of the desk's acts takes and answers. */
import { z } from 'zod';
import { MOST_COPIES } from './writing.ts';

const actorSchema = z.object({ id: z.string(), name: z.string().exactOptional() });

/** Of a person by id and name; counts with the administrator's token alone. */
const named = z.object({ id: z.string().min(1), name: z.string().exactOptional() }).exactOptional();
const text = z.string().trim().min(1).max(100_000);
/** A line: what would break a mail's header is none. */
const subject = z
  .string()
  .trim()
  .min(1)
  .max(500)
  .regex(/^[^\r\n]*$/)
  .exactOptional();
const tag = z.string().trim().min(1).max(40);
const tags = z.array(tag).max(50).default([]);
/** RFC 5321 §4.5.3.1.3, less the angle brackets. */
const copies = z.array(z.email().max(254)).max(MOST_COPIES).default([]).describe('With the others, at most 20');
const forced = z
  .boolean()
  .default(false)
  .describe('Also when another advisor has taken the case over, who is told then');

/** The bodies, by act. */
export const bodies = {
  plain: z.object({ advisor: named }),
  assign: z.object({
    advisor: named,
    to: z.string().min(1).nullable().describe('A person’s id; null: nobody; `auto`: whoever suits best'),
  }),
  snooze: z.object({
    advisor: named,
    until: z.iso.datetime({ offset: true }),
    tell: z.object({ subject, text }).exactOptional().describe('A mail that tells the customer'),
  }),
  tags: z.object({ advisor: named, add: tags, remove: tags }),
  notes: z.object({ advisor: named, text: text.max(10_000).describe('`@` and a person’s id tells that person') }),
  draft: z.object({
    advisor: named,
    base: z.int().nonnegative().describe('Version that this one began with; 0: there was none'),
    subject,
    text: z.string().max(100_000),
  }),
  discard: z.object({ advisor: named, base: z.int().nonnegative().exactOptional() }),
  hold: z.object({ advisor: named, force: forced }),
  presence: z.object({ advisor: named, isTyping: z.boolean().default(false) }),
  close: z.object({ advisor: named, outcome: z.string().trim().min(1).max(200) }),
  reply: z.object({ advisor: named, subject, text, cc: copies, bcc: copies }),
  bulk: z.object({
    advisor: named,
    reviewIds: z.array(z.string().min(3)).min(1).max(200),
    option: z.string().min(1),
  }),
  read: z.object({ ids: z.array(z.string()).max(200).exactOptional().describe('Default: all') }),
} as const;

const draftSchema = z.object({
  version: z.int(),
  subject: z.string().exactOptional(),
  text: z.string(),
  by: actorSchema,
  at: z.iso.datetime(),
});

const noteSchema = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  by: actorSchema,
  text: z.string(),
  mentions: z.array(z.string()),
});

/** The desk's part of a case. */
export const deskPartSchema = z.object({
  state: z.enum(['unassigned', 'assigned', 'snoozed', 'done']),
  assignee: z.string().exactOptional(),
  snoozedUntil: z.iso.datetime().exactOptional(),
  tags: z.array(z.string()),
  notes: z.array(noteSchema),
  draft: draftSchema.exactOptional(),
  lease: z.object({ holder: z.enum(['bot', 'advisor']), advisor: actorSchema.exactOptional(), epoch: z.int() }),
});

/** Who has a case open. */
export const viewersSchema = z.object({ viewers: z.array(actorSchema.extend({ isTyping: z.boolean() })) });

/** What became of each review. */
export const bulkSchema = z.object({
  done: z.array(z.string()),
  refused: z.array(z.object({ reviewId: z.string(), why: z.string() })),
});

/** A person's notifications, newest first. */
export const notificationsSchema = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      at: z.iso.datetime(),
      number: z.string(),
      kind: z.enum(['mention', 'assigned', 'snooze-over', 'taken-over']),
      by: actorSchema.exactOptional(),
      text: z.string().describe('The note; else the case’s subject'),
      isRead: z.boolean(),
    }),
  ),
  unread: z.int().nonnegative(),
});
