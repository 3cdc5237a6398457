/** An audit of files: read, judged by models on the encoder of the options, and told. */
import {
  type Audit,
  type AuditedText,
  audit,
  auditPage,
  type OddLine,
  openModelJudge,
  renderText,
  said,
} from '@facteur/nlu/audit';
import { type LabOptions, languageOfAll, progressBar, withEncoder } from '../lab.ts';
import { readExamples, readUnlabelled } from './read-files.ts';

/** What to audit, and with what. */
export interface AuditOptions extends LabOptions {
  /** Labelled texts, `{"text":…,"intent":…}` a line. */
  readonly data: string;
  /** One text a line. */
  readonly unlabelled?: string;
}

/** Findings, and the lines that were not learnt from. */
export interface AuditReport extends Audit {
  readonly odd: readonly OddLine[];
}

/** @throws AppError `NOT_FOUND`, `BAD_INPUT` for files that cannot be audited; `EMBEDDER_UNAVAILABLE` */
export async function runAudit(options: AuditOptions): Promise<AuditReport> {
  const { examples, odd } = await readExamples(options.data);
  const unlabelled = options.unlabelled === undefined ? [] : await readUnlabelled(options.unlabelled);
  const seed = options.seed ?? 1;
  return withEncoder(options, async (embedder) => {
    const judge = await openModelJudge({
      examples,
      unlabelled: asTexts(unlabelled),
      seed,
      ...(embedder === undefined ? {} : { embedder }),
      onProgress: progressBar('vectors'),
    });
    const named = examples.map(({ language: _language, ...one }) => one);
    const found = await audit({ examples: named, unlabelled, judge, seed, onProgress: progressBar('audit') });
    return { ...found, odd };
  });
}

function asTexts(unlabelled: readonly AuditedText[]) {
  const language = languageOfAll(unlabelled.map(({ text }) => text));
  return unlabelled.map(({ text }) => ({ text, language, intent: null }));
}

/** For a terminal. */
export function auditAsText({ odd, ...found }: AuditReport, language: 'fr' | 'en'): string {
  return renderText(said(found, odd, language), language);
}

/** For a browser. */
export function auditAsPage({ odd, ...found }: AuditReport, language: 'fr' | 'en', subject: string): string {
  return auditPage({ audit: found, said: said(found, odd, language), language, subject });
}
