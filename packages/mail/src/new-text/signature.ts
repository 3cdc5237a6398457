/** Takes signatures, mobile footers and disclaimers off the end of what a sender newly wrote. */
import { trimBlankLines } from './lines.ts';

/** A signature that is longer is no signature. */
const MAX_SIGNATURE_LINES = 20;
/** Footers and disclaimers begin within so many lines of the end. */
const MAX_FOOTER_LINES = 30;
const LONGEST_FOOTER = 120;

/** What phones and webmails add: how they begin, and what they go on to name. A customer's sentence rarely does both. */
const SENT_FROM =
  /^(?:envoy[ée]e? (?:de(?:puis)?|à partir d[e'’]|via|avec)|provenance :|sent (?:from|with|via|using)|von (?:meinem|mein)|gesendet (?:von|mit|über)|enviado (?:desde|con|do|a partir)|inviato (?:da|con)|verzonden (?:vanaf|met|via|vanuit))/i;
const SENDER =
  /(?:iphone|ipad|mobile|portable|t[ée]l[ée]phone|smartphone|samsung|galaxy|android|huawei|xiaomi|appareil|orange|yahoo|outlook|proton|gmail|sfr|la ?poste|bluemail|windows|handy|móvil|cellulare|telefoon|(?:mail|courrier) (?:pour|for|für|para|per|voor))/i;
const GET =
  /^(?:get|t[ée]l[ée]charge[rz]|obten(?:ir|ez|er|ga)|holen sie sich|scarica|download) (?:outlook|yahoo|proton|bluemail|gmail|blue mail|l'app)/i;

/** Lower-case beginnings of legal notices and scanners' advertisements. */
const DISCLAIMERS: readonly string[] = [
  'ce message et toutes les pièces jointes',
  'ce message et ses pièces jointes',
  'ce message, ainsi que',
  'ce message est confidentiel',
  'ce courriel et',
  'ce courriel est confidentiel',
  'les informations contenues dans ce message',
  "pensez à l'environnement",
  'pensez à l’environnement',
  "l'absence de virus dans ce courrier",
  'garanti sans virus',
  'sans virus.',
  'this email and any',
  'this e-mail and any',
  'this message and any',
  'this message is confidential',
  'this email is confidential',
  'confidentiality notice',
  'please consider the environment',
  'before printing',
  'virus-free',
  'diese e-mail enthält',
  'este mensaje y',
  'este correo electrónico',
];

/** Parts the new lines into text and signature. */
export function cutSignature(lines: readonly string[]): { text: string; signature: string } {
  let end = lines.length;
  while (end > 0 && (lines[end - 1] ?? '').trim() === '') end--;
  const cut = signatureStart(lines, end);
  return { text: trimBlankLines(lines.slice(0, cut)), signature: trimBlankLines(lines.slice(cut, end)) };
}

function signatureStart(lines: readonly string[], end: number): number {
  let cut = end;
  let filled = 0;
  for (let i = end - 1; i >= 0 && filled < MAX_FOOTER_LINES; i--) {
    const line = lines[i] ?? '';
    if (line.length > 2000) break;
    const text = line.trim();
    if (text === '') continue;
    filled++;
    if (isDelimiter(text) && filled <= MAX_SIGNATURE_LINES + 1) cut = i;
    else if (filled <= MAX_SIGNATURE_LINES && isFooter(text)) cut = i;
    else if (isDisclaimer(text)) cut = i;
  }
  return cut;
}

/** RFC 3676 §4.3; the blank after the dashes is often lost on the way. */
function isDelimiter(text: string): boolean {
  return text === '--' || text === '—';
}

function isFooter(text: string): boolean {
  if (text.length > LONGEST_FOOTER || text.includes('?')) return false;
  return GET.test(text) || (SENT_FROM.test(text) && SENDER.test(text));
}

function isDisclaimer(text: string): boolean {
  const start = text.slice(0, 60).toLowerCase();
  return DISCLAIMERS.some((disclaimer) => start.startsWith(disclaimer));
}
