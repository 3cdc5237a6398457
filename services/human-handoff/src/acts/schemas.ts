/** What the API of the desk's acts takes and answers. */
import { z } from 'zod';
import {
  actorSchema,
  assigned,
  attachments,
  copies,
  fileRefSchema,
  line,
  named,
  outcome,
  tags,
  text,
  until,
} from './fields.ts';
import { LINK_KINDS } from './links/case-link.ts';
import { NOTIFICATION_KINDS } from './notify.ts';
import { STANDINGS } from './state.ts';

const forced = z
  .boolean()
  .default(false)
  .describe('Also when another advisor has taken the case over, who is told then');
const subject = line.exactOptional();

/** The bodies, by act. */
export const bodies = {
  plain: z.object({ advisor: named }),
  assign: z.object({ advisor: named, to: assigned }),
  snooze: z.object({
    advisor: named,
    until,
    tell: z.object({ subject, text }).exactOptional().describe('A mail that tells the customer'),
  }),
  tags: z.object({ advisor: named, add: tags, remove: tags }),
  notes: z.object({ advisor: named, text: text.max(10_000).describe('`@` and a person’s id tells that person') }),
  draft: z.object({
    advisor: named,
    base: z.int().nonnegative().describe('Version that this one began with; 0: there was none'),
    subject,
    text: z.string().max(100_000),
    attachments,
  }),
  discard: z.object({ advisor: named, base: z.int().nonnegative().exactOptional() }),
  hold: z.object({ advisor: named, force: forced }),
  presence: z.object({ advisor: named, isTyping: z.boolean().default(false) }),
  close: z.object({ advisor: named, outcome }),
  reply: z.object({ advisor: named, subject, text, cc: copies, bcc: copies, attachments }),
  bulk: z.object({
    advisor: named,
    reviewIds: z.array(z.string().min(3)).min(1).max(200),
    option: z.string().min(1),
  }),
  read: z.object({ ids: z.array(z.string()).max(200).exactOptional().describe('Default: all') }),
} as const;

const namedFileSchema = z.object({ ref: fileRefSchema, name: z.string(), type: z.string(), bytes: z.int() });

const draftSchema = z.object({
  version: z.int(),
  subject: z.string().exactOptional(),
  text: z.string(),
  attachments: z.array(namedFileSchema).exactOptional(),
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

const sideSchema = z.object({
  id: z.string(),
  with: z.array(z.string()).describe('Addresses of those outside'),
  subject: z.string(),
  startedAt: z.iso.datetime(),
  by: actorSchema,
  lastAt: z.iso.datetime(),
  isAnswered: z.boolean().describe('The last mail is theirs'),
});

/** The desk's part of a case. */
export const deskPartSchema = z.object({
  state: z.enum(STANDINGS),
  assignee: z.string().exactOptional(),
  snoozedUntil: z.iso.datetime().exactOptional(),
  tags: z.array(z.string()),
  notes: z.array(noteSchema),
  draft: draftSchema.exactOptional(),
  lease: z.object({ holder: z.enum(['bot', 'advisor']), advisor: actorSchema.exactOptional(), epoch: z.int() }),
  links: z.array(z.object({ number: z.string(), kind: z.enum(LINK_KINDS) })),
  side: z.array(sideSchema).describe('Conversations with people outside'),
  trashedAt: z.iso.datetime().exactOptional().describe('30 days later it is erased'),
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
      kind: z.enum(NOTIFICATION_KINDS),
      by: actorSchema.exactOptional(),
      text: z.string().describe('The note; else the case’s subject'),
      isRead: z.boolean(),
    }),
  ),
  unread: z.int().nonnegative(),
});
