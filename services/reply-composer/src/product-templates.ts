/** The product's own templates, and a mailbox's in their place. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Language } from '@facteur/contracts';
import { AppError, messageOf } from '@facteur/primitives';
import { Liquid } from 'liquidjs';
import type { ComposerConfig } from './config.ts';
import { plainWords } from './words.ts';

/** A template: Markdown with Liquid. */
export interface ProductTemplate {
  readonly subject: string;
  readonly body: string;
}

/** The template that a mailbox uses. @throws AppError `TEMPLATE_INVALID` when there is none in that language */
export type ProductTemplates = (mailbox: string, name: string, language: Language) => ProductTemplate;

const SHIPPED = fileURLToPath(new URL('../templates/', import.meta.url));
const LANGUAGES: readonly Language[] = ['fr', 'en', 'es', 'de', 'it', 'nl', 'pt'];
const NAMES = ['acknowledgement'] as const;
const liquid = new Liquid({
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  outputEscape: (value: unknown) => plainWords(String(value)),
});

/** The body with its data. @throws Error for what the template names and is not there */
export function renderProduct({ body }: ProductTemplate, data: object): string {
  return String(liquid.parseAndRenderSync(body, data));
}

/**
 * Reads what ships with the product, and the folders of mailboxes, whose `acknowledgement.fr.md`… come first.
 * @throws AppError `CONFIG_INVALID` naming the file that cannot be used
 */
export async function readProductTemplates(mailboxes: ComposerConfig['mailboxes'] = []): Promise<ProductTemplates> {
  const shipped = await readFolder(SHIPPED);
  const own = new Map<string, ReadonlyMap<string, ProductTemplate>>();
  for (const { address, templates } of mailboxes) if (templates) own.set(address, await readFolder(templates));
  return (mailbox, name, language) => {
    const found = own.get(mailbox)?.get(`${name}.${language}`) ?? shipped.get(`${name}.${language}`);
    if (!found) throw new AppError('TEMPLATE_INVALID', `No template ${name} in ${language}`);
    return found;
  };
}

async function readFolder(folder: string): Promise<ReadonlyMap<string, ProductTemplate>> {
  const keys = NAMES.flatMap((name) => LANGUAGES.map((language) => `${name}.${language}`));
  const read = await Promise.all(
    keys.map(async (key) => [key, await readTemplate(join(folder, `${key}.md`))] as const),
  );
  const found = read.flatMap(([key, template]) => (template ? [[key, template] as const] : []));
  if (found.length === 0)
    throw new AppError('CONFIG_INVALID', `${folder} holds no template: ${keys[0]}.md or another language is expected`);
  return new Map(found);
}

/** What a template may name. */
const SAMPLE = { case: '7Q2K-9MXD-R', subject: 'Ma commande' };

/** Undefined when there is no such file. */
async function readTemplate(path: string): Promise<ProductTemplate | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new AppError('CONFIG_INVALID', `${path} cannot be read: ${error.message}`);
  });
  if (text === undefined) return undefined;
  const [, subject, body] = /^---\r?\nsubject: (.+?)\r?\n---\r?\n([\s\S]*)$/.exec(text) ?? [];
  if (!subject || !body)
    throw new AppError('CONFIG_INVALID', `${path} must begin with three lines: ---, subject: …, ---`);
  try {
    renderProduct({ subject, body }, SAMPLE);
  } catch (error) {
    throw new AppError('CONFIG_INVALID', `${path}: ${messageOf(error)}; it may name {{ case }} and {{ subject }}`);
  }
  return { subject, body };
}
