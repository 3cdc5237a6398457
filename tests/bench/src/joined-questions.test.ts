import { expect, it } from '@jest/globals';
import { joinedQuestions } from './joined-questions.ts';

const asked = (text: string, intent: string) => ({ text, intents: [intent], language: 'fr' });
const QUESTIONS = [
  asked('Où est mon colis ?', 'suivi'),
  asked('Remboursez-moi', 'remboursement'),
  asked('Rendez l’argent.', 'remboursement'),
];

it('joins two questions of different intents in one mail, each time another pair or another way', () => {
  const mails = joinedQuestions(QUESTIONS, 6);
  expect(mails).toHaveLength(6);
  expect(new Set(mails.map(({ text }) => text)).size).toBe(6);
  for (const { text, intents } of mails) {
    expect([...intents].sort()).toEqual(['remboursement', 'suivi']);
    expect(text.toLowerCase()).toContain('où est mon colis');
  }
  expect(joinedQuestions([...QUESTIONS].reverse(), 6)).toEqual(mails);
});

it('has nothing to join where all ask for the same', () => {
  expect(joinedQuestions(QUESTIONS.slice(1), 3)).toEqual([]);
});
