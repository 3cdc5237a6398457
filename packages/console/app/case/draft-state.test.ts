import { describe, expect, it } from '@jest/globals';
import type { DraftFile, WrittenDraft } from '../api/write-types.ts';
import {
  beginDraft,
  changeDraft,
  type DraftAction,
  type DraftState,
  isUnsaved,
  type KeptDraft,
  NOTHING_STORED,
} from './draft-state.ts';

const file = (name: string): DraftFile => ({ ref: { file: name }, name: `${name}.pdf`, type: 'text/plain', bytes: 9 });
const stored = (version: number, text: string, attachments: readonly DraftFile[] = []): WrittenDraft => ({
  version,
  text,
  by: { id: 'lea' },
  at: '2026-11-20T09:00:00Z',
  attachments,
});
const kept = (text: string, version: number, before: string): KeptDraft => ({
  ...NOTHING_STORED,
  text,
  base: { ...NOTHING_STORED, version, text: before },
});
const nothing = beginDraft(undefined, undefined);
const run = (state: DraftState, ...actions: DraftAction[]): DraftState => actions.reduce(changeDraft, state);
const type = (text: string): DraftAction => ({ kind: 'type', change: { text } });
const saved = (version: number, text: string): DraftAction => ({
  kind: 'saved',
  version,
  written: { subject: '', text, files: [] },
});
const server = (draft: WrittenDraft | undefined): DraftAction => ({ kind: 'server', draft });
const save: DraftAction = { kind: 'save' };

describe('a draft', () => {
  it('begins with what the server holds', () => {
    const state = beginDraft(stored(3, 'Bonjour', [file('a')]), undefined);
    expect(state).toMatchObject({ text: 'Bonjour', files: [file('a')], base: { version: 3 }, phase: 'saved' });
  });

  it.each([
    {
      name: 'what this device kept when the server never got it',
      draft: stored(3, 'Bonjour'),
      keep: kept('Bonjour Madame', 3, 'Bonjour'),
      expected: { text: 'Bonjour Madame', base: { version: 3 }, phase: 'typing' },
    },
    {
      name: 'both when a colleague went on meanwhile',
      draft: stored(4, 'Bonjour\n\nCordialement'),
      keep: kept('Bonjour Madame', 3, 'Bonjour'),
      expected: { text: 'Bonjour Madame\n\nCordialement', base: { version: 4 }, phase: 'typing' },
    },
    {
      name: 'a choice when both changed the same words',
      draft: stored(4, 'Bonjour Monsieur'),
      keep: kept('Bonjour Madame', 3, 'Bonjour Camille'),
      expected: { text: 'Bonjour Madame', phase: 'conflict', theirs: { version: 4 } },
    },
    {
      name: 'what was kept when the stored draft is gone',
      draft: undefined,
      keep: kept('Bonjour Madame', 3, 'Bonjour'),
      expected: { text: 'Bonjour Madame', base: { version: 0 }, phase: 'typing' },
    },
  ])('begins with $name', ({ draft, keep, expected }) => {
    expect(beginDraft(draft, keep)).toMatchObject(expected);
  });

  it('is saved, and what is typed meanwhile is not called saved', () => {
    const state = run(nothing, type('a'), save, type('ab'), saved(1, 'a'));
    expect(state).toMatchObject({ text: 'ab', base: { version: 1 }, phase: 'typing' });
    expect(run(state, save, saved(2, 'ab')).phase).toBe('saved');
  });

  it('does not leave a second time while it is on its way', () => {
    expect(isUnsaved(run(nothing, type('a'), save, type('ab')))).toBe(false);
  });

  it('stays when the server cannot be reached', () => {
    const state = run(nothing, type('a'), save, { kind: 'failed' });
    expect(state).toMatchObject({ text: 'a', phase: 'offline' });
    expect(isUnsaved(state)).toBe(true);
  });

  it('begins anew when what it was written over was sent meanwhile', () => {
    const state = run(beginDraft(stored(4, 'a'), undefined), type('b'), save, { kind: 'refused', theirs: undefined });
    expect(state).toMatchObject({ text: 'b', base: NOTHING_STORED, phase: 'typing' });
  });

  it('holds each file once, and forgets the one that is removed', () => {
    const add = (name: string): DraftAction => ({ kind: 'add-file', file: file(name) });
    const state = run(nothing, add('a'), add('b'), add('a'), { kind: 'remove-file', file: file('b') });
    expect(state).toMatchObject({ files: [file('a')], phase: 'typing' });
  });
});

describe('a draft that somebody else writes as well', () => {
  const begun = beginDraft(stored(1, 'Bonjour\n\nMerci'), undefined);

  it.each([
    { name: 'takes over what others saved', state: begun, draft: stored(2, 'b'), text: 'b' },
    {
      name: 'ignores an older one',
      state: beginDraft(stored(3, 'c'), undefined),
      draft: stored(2, 'b'),
      text: 'c',
    },
    {
      name: 'brings what is being typed together with it',
      state: run(begun, type('Bonjour Madame\n\nMerci')),
      draft: stored(2, 'Bonjour\n\nMerci beaucoup'),
      text: 'Bonjour Madame\n\nMerci beaucoup',
    },
    { name: 'is emptied when others discarded it', state: begun, draft: undefined, text: '' },
    {
      name: 'keeps what is not saved when others discarded it',
      state: run(begun, type('x')),
      draft: undefined,
      text: 'x',
    },
    { name: 'stays when nothing was ever stored', state: run(nothing, type('x')), draft: undefined, text: 'x' },
  ])('$name', ({ state, draft, text }) => {
    expect(changeDraft(state, server(draft)).text).toBe(text);
  });

  it('is to be saved again after both were brought together', () => {
    const state = run(begun, type('Bonjour Madame\n\nMerci'), save, {
      kind: 'refused',
      theirs: stored(2, 'Bonjour\n\nMerci beaucoup'),
    });
    expect(state).toMatchObject({ text: 'Bonjour Madame\n\nMerci beaucoup', base: { version: 2 }, phase: 'typing' });
  });

  it('takes what came while its own version was on its way', () => {
    const state = run(
      begun,
      type('Bonjour Madame\n\nMerci'),
      save,
      server(stored(3, 'Bonjour Madame\n\nMerci beaucoup')),
      saved(2, 'Bonjour Madame\n\nMerci'),
    );
    expect(state).toMatchObject({ text: 'Bonjour Madame\n\nMerci beaucoup', base: { version: 3 }, phase: 'saved' });
  });

  it('does not take its own version for somebody else’s', () => {
    const echo = server(stored(2, 'Bonjour Madame'));
    const state = run(
      begun,
      type('Bonjour Madame'),
      save,
      type('Bonjour Madame Roux'),
      echo,
      saved(2, 'Bonjour Madame'),
    );
    expect(state).toMatchObject({ text: 'Bonjour Madame Roux', base: { version: 2 }, phase: 'typing' });
  });

  it('keeps words that came in after the text was shown that was typed over', () => {
    const came = changeDraft(begun, server(stored(2, 'Bonjour\n\nMerci beaucoup')));
    const over = 'Bonjour\n\nMerci';
    const state = changeDraft(came, { kind: 'type', change: { text: 'Bonjour Madame\n\nMerci' }, over });
    expect(state).toMatchObject({ text: 'Bonjour Madame\n\nMerci beaucoup', phase: 'typing' });
  });

  it('has the files that either added, without those that either removed', () => {
    const both = beginDraft(stored(1, 'a', [file('a'), file('b')]), undefined);
    const mine = run(both, { kind: 'remove-file', file: file('a') }, { kind: 'add-file', file: file('mine') });
    const state = changeDraft(mine, server(stored(2, 'a', [file('a'), file('theirs')])));
    expect(state.files).toEqual([file('theirs'), file('mine')]);
  });

  const inConflict = run(begun, type('mien\n\nMerci'), { kind: 'refused', theirs: stored(2, 'sien\n\nMerci') });

  it('shows a conflict where both changed the same words, and typing goes on in it', () => {
    expect(run(inConflict, type('mien !\n\nMerci'))).toMatchObject({ phase: 'conflict', text: 'mien !\n\nMerci' });
  });

  it('leaves the conflict when the other gives way', () => {
    const state = changeDraft(inConflict, server(stored(3, 'Bonjour\n\nMerci beaucoup')));
    expect(state).toMatchObject({ phase: 'typing', text: 'mien\n\nMerci beaucoup', base: { version: 3 } });
    expect(state.theirs).toBeUndefined();
  });

  it.each([
    {
      name: 'keeps mine over theirs',
      kind: 'keep-mine' as const,
      expected: { text: 'mien\n\nMerci', base: { version: 2 }, phase: 'typing' },
    },
    {
      name: 'takes theirs',
      kind: 'take-theirs' as const,
      expected: { text: 'sien\n\nMerci', base: { version: 2 }, phase: 'saved' },
    },
  ])('$name', ({ kind, expected }) => {
    const state = changeDraft(inConflict, { kind });
    expect(state).toMatchObject(expected);
    expect(state.theirs).toBeUndefined();
  });
});
