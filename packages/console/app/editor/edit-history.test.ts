import { describe, expect, it } from '@jest/globals';
import { type EditHistory, NO_EDITS, recordEdit, redoEdit, undoEdit } from './edit-history.ts';

/** Types letter by letter at the end. */
function typing(text: string, before = ''): EditHistory {
  let history = NO_EDITS;
  for (let at = 0; at < text.length; at++) {
    history = recordEdit(history, before + text.slice(0, at), before + text.slice(0, at + 1));
  }
  return history;
}

describe('undoing', () => {
  it('takes a word at a time', () => {
    const first = undoEdit(typing('Bonjour Madame'), 'Bonjour Madame');
    expect(first?.text).toBe('Bonjour ');
    expect(undoEdit(first?.history ?? NO_EDITS, 'Bonjour ')?.text).toBe('');
  });

  it('takes letters of one word that were deleted as one step', () => {
    const history = recordEdit(recordEdit(NO_EDITS, 'abc', 'ab'), 'ab', 'a');
    expect(undoEdit(history, 'a')?.text).toBe('abc');
  });

  it('leaves what a colleague wrote meanwhile', () => {
    const history = recordEdit(NO_EDITS, 'Un.\nDeux.', 'Un peu.\nDeux.');
    expect(undoEdit(history, 'Un peu.\nDeux fois.')?.text).toBe('Un.\nDeux fois.');
  });

  it('passes over an edit that a colleague has written over', () => {
    const history = recordEdit(recordEdit(NO_EDITS, 'A\nB', 'A1\nB'), 'A1\nB', 'A1\nB1');
    expect(undoEdit(history, 'A1\nautre')?.text).toBe('A\nautre');
  });

  it('has nothing to take when nothing was typed', () => {
    expect(undoEdit(NO_EDITS, 'abc')).toBeUndefined();
  });
});

describe('redoing', () => {
  it('brings back what was undone', () => {
    const undone = undoEdit(typing('mot'), 'mot');
    expect(redoEdit(undone?.history ?? NO_EDITS, undone?.text ?? '')?.text).toBe('mot');
  });

  it('ends with the next edit', () => {
    const undone = undoEdit(typing('mot'), 'mot');
    expect(redoEdit(recordEdit(undone?.history ?? NO_EDITS, '', 'x'), 'x')).toBeUndefined();
  });
});
