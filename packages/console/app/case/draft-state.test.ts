import { describe, expect, it } from '@jest/globals';
import type { Draft } from '../api/types.ts';
import { beginDraft, changeDraft, type DraftAction, type DraftState, isUnsaved } from './draft-state.ts';

const stored = (version: number, text: string): Draft => ({
  version,
  text,
  by: { id: 'lea' },
  at: '2026-11-20T09:00:00Z',
});
const run = (state: DraftState, ...actions: DraftAction[]): DraftState => actions.reduce(changeDraft, state);
const type = (text: string): DraftAction => ({ kind: 'type', change: { text } });
const saved = (version: number, text: string): DraftAction => ({
  kind: 'saved',
  version,
  written: { subject: '', text },
});

describe('a draft', () => {
  it('begins with what the server holds', () => {
    expect(beginDraft(stored(3, 'Bonjour'), undefined)).toMatchObject({ text: 'Bonjour', base: 3, phase: 'saved' });
  });

  it('begins with what this device kept when the server never got it', () => {
    const state = beginDraft(stored(3, 'Bonjour'), { subject: '', text: 'Bonjour Madame' });
    expect(state).toMatchObject({ text: 'Bonjour Madame', base: 3 });
    expect(isUnsaved(state)).toBe(true);
  });

  it('is saved, and what is typed meanwhile is not called saved', () => {
    const state = run(beginDraft(undefined, undefined), type('a'), { kind: 'save' }, type('ab'), saved(1, 'a'));
    expect(state).toMatchObject({ text: 'ab', base: 1, phase: 'typing' });
    expect(run(state, { kind: 'save' }, saved(2, 'ab')).phase).toBe('saved');
  });

  it('stays when the server cannot be reached', () => {
    const state = run(beginDraft(undefined, undefined), type('a'), { kind: 'save' }, { kind: 'failed' });
    expect(state).toMatchObject({ text: 'a', phase: 'offline' });
    expect(isUnsaved(state)).toBe(true);
  });

  it('shows a conflict, and typing goes on in it', () => {
    const state = run(
      beginDraft(stored(1, 'a'), undefined),
      type('mien'),
      { kind: 'refused', theirs: stored(2, 'sien') },
      type('mien !'),
    );
    expect(state).toMatchObject({ phase: 'conflict', text: 'mien !' });
  });

  it.each([
    {
      name: 'keeps mine over theirs',
      kind: 'keep-mine' as const,
      expected: { text: 'mien', base: 2, phase: 'typing' },
    },
    { name: 'takes theirs', kind: 'take-theirs' as const, expected: { text: 'sien', base: 2, phase: 'saved' } },
  ])('$name', ({ kind, expected }) => {
    const state = run(
      beginDraft(stored(1, 'a'), undefined),
      type('mien'),
      { kind: 'refused', theirs: stored(2, 'sien') },
      { kind },
    );
    expect(state).toMatchObject(expected);
    expect(state.theirs).toBeUndefined();
  });

  it.each([
    {
      name: 'takes over what others saved',
      state: beginDraft(stored(1, 'a'), undefined),
      draft: stored(2, 'b'),
      text: 'b',
    },
    { name: 'ignores an older one', state: beginDraft(stored(3, 'c'), undefined), draft: stored(2, 'b'), text: 'c' },
    {
      name: 'keeps what is being typed',
      state: run(beginDraft(stored(1, 'a'), undefined), type('x')),
      draft: stored(2, 'b'),
      text: 'x',
    },
    {
      name: 'is emptied when others discarded it',
      state: beginDraft(stored(1, 'a'), undefined),
      draft: undefined,
      text: '',
    },
  ])('$name', ({ state, draft, text }) => {
    expect(changeDraft(state, { kind: 'server', draft }).text).toBe(text);
  });
});
