/** What the learning page says, in English. */
import type { learningFr } from './learning-fr.ts';

const many = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

export const learningEn: typeof learningFr = {
  title: 'Learning',
  lead: 'What the bot learns from your customers, and from when on it answers alone.',
  forAuthors: 'This page is for authors of journeys.',
  forAuthorsNote: (role) =>
    `Authors, supervisors and administrators decide here what the bot learns. Your role: ${role}. To change it, ask an administrator.`,
  partsLabel: 'Parts of the page',
  parts: {
    proposed: 'To decide',
    accepted: 'Accepted',
    refused: 'Refused',
    thresholds: 'Thresholds',
  },
  titles: {
    proposed: 'Proposed examples',
    accepted: 'Accepted examples',
    refused: 'Refused examples',
    thresholds: 'Thresholds in force',
  },
  leads: {
    proposed:
      'When an advisor says what a customer wanted, the customer’s words are proposed to you as an example. The bot only learns those that you accept. What nearly repeats an accepted example is not shown.',
    accepted: 'The bot learns from these sentences. If you refuse one, the next model forgets it.',
    refused: 'The bot learns nothing from these sentences. You can still accept them.',
    thresholds:
      'They hold where the mailbox answers alone, for a mail with a single request. Validated cases are requests that an advisor checked since this model is in use.',
  },
  list: 'Examples',
  empty: {
    proposed: 'Nothing to decide.',
    accepted: 'No example accepted yet.',
    refused: 'No example refused.',
  },
  emptyNote: {
    proposed: 'Whenever an advisor corrects the bot, an example may come here.',
    accepted: 'Those that you accept will be here.',
    refused: 'Those that you refuse will be here.',
  },
  advisorSaid: 'The advisor said',
  botThought: 'The bot thought',
  botAgreed: (share) => `the same, at ${share}`,
  botOther: (intent, share) => `${intent}, at ${share}`,
  settledBy: {
    accepted: (by) => `accepted by ${by}`,
    refused: (by) => `refused by ${by}`,
  },
  caseLink: (number) => `Case ${number}`,
  tick: (text) => `Tick “${text}”`,
  accept: 'Accept',
  refuse: 'Refuse',
  acceptOne: (text) => `Accept “${text}”`,
  refuseOne: (text) => `Refuse “${text}”`,
  ticked: (count) => many(count, 'example ticked', 'examples ticked'),
  tickAll: (count) => `Tick all ${count}`,
  clear: 'Untick',
  many: 'Decide on the ticked examples',
  undo: 'Undo',
  done: {
    proposed: {
      accept: (count) =>
        count > 1 ? `${count} examples accepted: the bot learns them.` : 'Accepted: the bot learns it.',
      refuse: (count) =>
        count > 1
          ? `${count} examples refused: the bot learns nothing from them.`
          : 'Refused: the bot learns nothing from it.',
    },
    accepted: (count) =>
      count > 1 ? `${count} examples refused: the next model forgets them.` : 'Refused: the next model forgets it.',
    refused: (count) =>
      count > 1 ? `${count} examples accepted: the next model learns them.` : 'Accepted: the next model learns it.',
  },
  keys: {
    label: 'By keyboard',
    move: 'move',
    tick: 'tick',
    open: 'open the case',
    undo: 'undo',
  },
  model: (when) => `Model in use: that of ${when}.`,
  modelUndated: 'The date of the model in use is not known.',
  tally: {
    provisional: (count) => many(count, 'journey without guarantee', 'journeys without guarantee'),
    never: (count) => many(count, 'journey never alone', 'journeys never alone'),
    guaranteed: (count) => many(count, 'journey guaranteed', 'journeys guaranteed'),
  },
  noThresholds: 'No journey answers yet.',
  standings: { provisional: 'Not guaranteed', never: 'Never alone', guaranteed: 'Guaranteed' },
  alone: (share) => `Answers alone from ${share} certainty on.`,
  never: 'Never answers alone: every request goes to an advisor.',
  guaranteed: (cases, shown, risk) =>
    `Guaranteed: at most ${risk} errors, on ${shown} ${cases === 1 ? 'validated case' : 'validated cases'}.`,
  needed: (needed, shown, risk) =>
    `Not guaranteed: ${shown} more validated ${needed === 1 ? 'case' : 'cases'} without an error would promise at most ${risk} errors.`,
  noError: 'Not guaranteed: the author accepts no error, which no number of cases can promise.',
  anyError: 'Not guaranteed: the author accepts any error, there is nothing to promise.',
  coverage: (share) => `${share} of these cases reach the threshold`,
  evidence: (cases, all) => `${cases} of ${all} validated cases`,
  evidenceLabel: (title) => `Validated cases for “${title}”`,
  coverageLabel: (title) => `Share of cases answered alone for “${title}”`,
};
