/** A journey that speaks English speaks it in all its templates; a file whose language nobody reads is told. */
import { say } from '../bilingual.ts';
import type { Problem } from '../problem.ts';
import type { Definition } from '../read/definition.ts';
import type { Report } from '../read/report.ts';
import { LANGUAGES } from '../template/filters.ts';
import { templateFile } from '../template/template.ts';
import { templatesNamed } from './files.ts';

/** Notes templates that lack in English, each where it is named first, and an English title that is missing. */
export function checkLanguages(definition: Definition, files: Readonly<Record<string, string>>, report: Report): void {
  const { title } = definition;
  const hasExamples = Object.hasOwn(files, 'examples.en.txt');
  if (title.en === undefined && !hasExamples) return;
  if (title.en === undefined) {
    report.atKey(['title'], 'missing-key', say('il manque le titre en anglais', 'the title in English is missing'), {
      hint: say('le parcours a examples.en.txt : ajoutez « en: … »', 'the journey has examples.en.txt: add "en: …"'),
    });
  }
  const told = new Set<string>();
  for (const { name, at } of templatesNamed(definition)) {
    const file = templateFile(name, 'en');
    const isFrench = Object.hasOwn(files, templateFile(name, 'fr'));
    if (!isFrench || Object.hasOwn(files, file) || told.has(name)) continue;
    told.add(name);
    report.atValue(at, 'missing-template', say(`il manque le fichier ${file}`, `file ${file} is missing`), {
      hint: say(
        'ce parcours répond aussi en anglais : traduisez ce modèle',
        'this journey also answers in English: translate this template',
      ),
    });
  }
}

/** Notes files of templates and examples whose name says no language that the product writes. */
export function checkFileNames(files: Readonly<Record<string, string>>, problems: Problem[]): void {
  const ending = new RegExp(`\\.(?:${LANGUAGES.join('|')})\\.(?:md|txt)$`);
  for (const file of Object.keys(files)) {
    if (!/^templates\/|^examples\b/.test(file) || ending.test(file)) continue;
    const message = say(
      `personne ne lit « ${file} » : il manque la langue dans son nom`,
      `nobody reads "${file}": its name lacks the language`,
    );
    const right = file.startsWith('templates/')
      ? 'templates/nom.fr.md, templates/nom.en.md'
      : 'examples.fr.txt, examples.en.txt';
    const hint = say(`attendu : ${right}`, `expected: ${right.replaceAll('nom', 'name')}`);
    problems.push({ file, line: 1, column: 1, code: 'missing-file', message, hint });
  }
}
