import { describe, expect, it } from '@jest/globals';
import { type FoundInFile, fileProblems } from './findings.ts';
import { attachment } from './testing/sample-files.ts';

const found = (...files: readonly (readonly [string, FoundInFile])[]) =>
  new Map(files.map(([name, one]) => [attachment(name, Buffer.alloc(0)), one]));

describe('the problems of a mail', () => {
  it('name each file with what is the matter with it, by kind', () => {
    const problems = fileProblems(
      found(
        ['facture.pdf', { isHeldBack: false, failure: 'protected' }],
        ['jeu.exe', { isHeldBack: true, danger: 'Eicar' }],
        ['photo.jpg', { isHeldBack: false, thumbnail: new Uint8Array(1) }],
        ['lettre.odt', { isHeldBack: true }],
        ['', { isHeldBack: false, failure: 'too-slow' }],
      ),
    );
    expect(problems).toEqual([
      { code: 'file-infected', detail: 'jeu.exe (Eicar)' },
      { code: 'file-not-checked', detail: 'lettre.odt (kept in the raw mail alone)' },
      { code: 'file-not-read', detail: 'facture.pdf (protected by a password), ? (took too long)' },
    ]);
  });

  it('stay short, however many files there are and however long their names', () => {
    const many = Array.from({ length: 200 }, (_, n) => [`${'é'.repeat(500)}${n}.pdf`, { isHeldBack: true }] as const);
    const [problem, ...others] = fileProblems(found(...many));
    expect(others).toEqual([]);
    expect(problem?.detail).toMatch(/0\.pdf .*, 190 more$/);
    expect(problem?.detail.length).toBeLessThan(1_100);
  });

  it('are none when nothing is the matter', () => {
    expect(fileProblems(found(['a.txt', { isHeldBack: false, text: 'a' }]))).toEqual([]);
  });
});
