/** Mails of a case, for those who read them on screen: as safe HTML, and their files. */
import { caseNumberSchema, type Mail } from '@facteur/contracts';
import { type Route, route } from '@facteur/http';
import { AppError, isAppError } from '@facteur/primitives';
import { z } from 'zod';
import type { CaseDesk } from '../desk.ts';
import type { KeptMails, MailBody } from './kept-mails.ts';
import { shownMail } from './show-mail.ts';

const mailParams = z.object({ number: caseNumberSchema, mailId: z.string().min(1).max(200) });
const fileParams = mailParams.extend({ index: z.coerce.number().int().min(0).max(1_000) });
/** More of a file's text than that nobody reads beside a mail. */
const MOST_TEXT = 20_000;
/** Whatever a file is, its bytes start nothing in the browser. */
const NOTHING_RUNS = { 'Content-Security-Policy': "sandbox; default-src 'none'", 'X-Content-Type-Options': 'nosniff' };
/** What a browser may name a file by; it is kept, never opened, whatever it says. */
const KNOWN_TYPES = /^(?:image\/(?:png|jpeg|gif|webp|heic|tiff)|application\/(?:pdf|zip)|text\/(?:plain|csv))$/;

/** @param mails absent: only what customers newly wrote can be shown */
export function mailRoutes(desk: Pick<CaseDesk, 'case'>, mails?: KeptMails): Route[] {
  return [htmlRoute(desk, mails), attachmentRoute(desk, mails), ...previewRoutes(desk, mails)];
}

function htmlRoute(desk: Pick<CaseDesk, 'case'>, mails: KeptMails | undefined): Route {
  return route({
    method: 'get',
    path: '/api/v1/cases/:number/mails/:mailId/html',
    summary: 'A mail as HTML for a sandboxed frame: nothing in it runs, fetches or sends',
    role: 'reader',
    params: mailParams,
    answer: z.object({
      html: z.string(),
      hasRemoteImages: z.boolean().describe('Pictures on other servers were taken out'),
      removed: z.int().describe('How many elements, attributes, links and styles were taken out'),
    }),
    handle: async ({ params }) => {
      const mail = await mailOf(desk, params);
      return shownMail(mails && (await bodyOf(mails, mail)), mail.text);
    },
  });
}

/** A raw mail that is gone leaves its text. What is erased, or cannot be had now, is said. */
async function bodyOf(mails: KeptMails, { raw }: Mail): Promise<MailBody | undefined> {
  try {
    return mails.read(await mails.get(raw));
  } catch (error) {
    if (isAppError(error, 'BLOB_MISSING')) return undefined;
    throw error;
  }
}

function attachmentRoute(desk: Pick<CaseDesk, 'case'>, mails: KeptMails | undefined): Route {
  return route({
    method: 'get',
    path: '/api/v1/cases/:number/mails/:mailId/attachments/:index',
    summary: 'A file of a mail, to be saved',
    role: 'reader',
    params: fileParams,
    handle: async ({ params, response }) => {
      const file = await fileOf(desk, params);
      if (!file.blob || !mails)
        throw new AppError('NOT_FOUND', 'Cette pièce jointe n’est conservée que dans le mail brut');
      response.set({
        'Content-Type': KNOWN_TYPES.test(file.type) ? file.type : 'application/octet-stream',
        'Content-Disposition': dispositionOf(file.name),
        ...NOTHING_RUNS,
      });
      response.send(await mails.get(file.blob));
      return undefined;
    },
  });
}

/** What ingest found in a file: a small picture of it, and its text. */
function previewRoutes(desk: Pick<CaseDesk, 'case'>, mails: KeptMails | undefined): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/cases/:number/mails/:mailId/attachments/:index/thumbnail',
      summary: 'A small picture of a file (WebP, at most 320 pixels wide and high); 404 where none was made',
      role: 'reader',
      params: fileParams,
      handle: async ({ params, response }) => {
        const { thumbnail } = await fileOf(desk, params);
        if (!thumbnail || !mails) throw new AppError('NOT_FOUND', 'Cette pièce jointe n’a pas de vignette');
        // The picture of a mail's file never changes.
        response.set({ 'Content-Type': 'image/webp', 'Cache-Control': 'private, max-age=86400', ...NOTHING_RUNS });
        response.send(await mails.get(thumbnail));
        return undefined;
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/cases/:number/mails/:mailId/attachments/:index/text',
      summary: 'The text found in a file; 404 where none was found',
      role: 'reader',
      params: fileParams,
      answer: z.object({
        text: z.string().describe(`At most ${MOST_TEXT} characters`),
        isCut: z.boolean().describe('There is more of it'),
      }),
      handle: async ({ params }) => {
        const { text } = await fileOf(desk, params);
        if (!text || !mails) throw new AppError('NOT_FOUND', 'Aucun texte n’a été trouvé dans cette pièce jointe');
        const whole = (await mails.get(text)).toString('utf8');
        return { text: whole.slice(0, MOST_TEXT), isCut: whole.length > MOST_TEXT };
      },
    }),
  ];
}

/** @throws AppError `NOT_FOUND`, `NOT_ALLOWED` for what a scanner holds for dangerous */
async function fileOf(
  desk: Pick<CaseDesk, 'case'>,
  params: { readonly number: string; readonly mailId: string; readonly index: number },
): Promise<Mail['attachments'][number]> {
  const file = (await mailOf(desk, params)).attachments[params.index];
  if (!file) throw new AppError('NOT_FOUND', `Ce mail n’a pas de pièce jointe n° ${params.index}`);
  if (file.danger !== undefined)
    throw new AppError('NOT_ALLOWED', `Cette pièce jointe est tenue pour dangereuse (${file.danger})`);
  return file;
}

/** RFC 6266; the plain name is for those who read no other. */
function dispositionOf(name: string): string {
  const shown = name === '' ? 'piece-jointe' : name;
  const plain = shown.replace(/[^\w .()-]/g, '_');
  const whole = encodeURIComponent(shown.replace(/[\ud800-\udfff]/gu, '_')).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}

async function mailOf(
  desk: Pick<CaseDesk, 'case'>,
  { number, mailId }: { readonly number: string; readonly mailId: string },
): Promise<Mail> {
  const found = await desk.case(number);
  const entry = found?.timeline.find(
    ({ topic, data }) => topic === 'mail.received' && (data as Mail).mailId === mailId,
  );
  if (!entry) throw new AppError('NOT_FOUND', `Le dossier ${number} n’a pas de mail ${mailId}`);
  return entry.data as Mail;
}
