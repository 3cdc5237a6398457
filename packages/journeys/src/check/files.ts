/** The files beside `journey.yaml`: templates that are named, and examples of what customers write. */
import { say } from '../bilingual.ts';
import type { YamlPath } from '../files/yaml-source.ts';
import { nearest, type Problem } from '../problem.ts';
import type { Definition } from '../read/definition.ts';
import type { Report } from '../read/report.ts';
import { templateFile } from '../template/template.ts';

/** Every template that the journey names, with the place where it does. */
export function templatesNamed({ fields, steps }: Definition): { readonly name: string; readonly at: YamlPath }[] {
  const asked = fields.flatMap(({ name, ask, invalid, remindWith }) => [
    ...(ask === undefined ? [] : [{ name: ask, at: ['collect', name, 'ask'] }]),
    ...(invalid === undefined ? [] : [{ name: invalid, at: ['collect', name, 'invalid'] }]),
    ...(remindWith === undefined ? [] : [{ name: remindWith, at: ['collect', name, 'remind-with'] }]),
  ]);
  const replied = steps.flatMap((step) =>
    step.kind === 'reply' ? [{ name: step.template, at: [...step.at, 'reply'] }] : [],
  );
  return [...asked, ...replied];
}

/** Notes named templates without a French file. */
export function checkTemplateFiles(
  definition: Definition,
  files: Readonly<Record<string, string>>,
  report: Report,
): void {
  const names = Object.keys(files).flatMap((file) => /^templates\/(.+)\.fr\.md$/.exec(file)?.[1] ?? []);
  for (const { name, at } of templatesNamed(definition)) {
    const file = templateFile(name, 'fr');
    if (Object.hasOwn(files, file)) continue;
    const near = nearest(name, names);
    report.atValue(at, 'missing-template', say(`il manque le fichier ${file}`, `file ${file} is missing`), {
      hint:
        near === undefined
          ? say('écrivez ce modèle', 'write this template')
          : say(`vouliez-vous écrire « ${near} » ?`, `did you mean "${near}"?`),
    });
  }
}

/** The sentences of `examples.<language>.txt`: one a line, `#` begins a note. */
export function readExamples(files: Readonly<Record<string, string>>): Record<string, string[]> {
  const examples: Record<string, string[]> = {};
  for (const [file, text] of Object.entries(files)) {
    const language = /^examples\.([a-z]{2})\.txt$/.exec(file)?.[1];
    if (language === undefined) continue;
    const lines = text
      .replace(/^\uFEFF/, '')
      .split(/\r?\n/)
      .map((line) => line.trim());
    examples[language] = lines.filter((line) => line !== '' && !line.startsWith('#'));
  }
  return examples;
}

/** Notes a journey without French examples. */
export function checkExamples(examples: Readonly<Record<string, readonly string[]>>, problems: Problem[]): void {
  if ((examples.fr ?? []).length > 0) return;
  problems.push({
    file: 'examples.fr.txt',
    line: 1,
    column: 1,
    code: 'missing-examples',
    message: say('il manque des phrases de clients', 'sentences of customers are missing'),
    hint: say('écrivez dans examples.fr.txt une phrase par ligne', 'write one sentence a line in examples.fr.txt'),
  });
}
