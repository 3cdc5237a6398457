/** When the sender of an absence notice is back, by the phrases of French and English mail programs. Pure, linear. */

const DAY_MS = 86_400_000;
/** An absence notice says it early. */
const MAX_TEXT = 5_000;
/** How far behind the words that announce it a date may stand. */
const WINDOW = 60;
/** A date without a year lies ahead, but not so far: "3 May", written on the 10th, is a notice that was left on. */
const MAX_DAYS = 180;
/** Nobody announces more; parental leave is a year. */
const MAX_DAYS_WITH_YEAR = 400;

const MONTHS = [
  ['janvier', 'janv', 'january', 'jan'],
  ['février', 'fevrier', 'févr', 'fév', 'february', 'feb'],
  ['mars', 'march', 'mar'],
  ['avril', 'avr', 'april', 'apr'],
  ['mai', 'may'],
  ['juin', 'june', 'jun'],
  ['juillet', 'juil', 'july', 'jul'],
  ['août', 'aout', 'august', 'aug'],
  ['septembre', 'september', 'sept', 'sep'],
  ['octobre', 'october', 'oct'],
  ['novembre', 'november', 'nov'],
  ['décembre', 'decembre', 'december', 'déc', 'dec'],
] as const;
const WEEKDAYS = [
  ['dimanche', 'sunday'],
  ['lundi', 'monday'],
  ['mardi', 'tuesday'],
  ['mercredi', 'wednesday'],
  ['jeudi', 'thursday'],
  ['vendredi', 'friday'],
  ['samedi', 'saturday'],
] as const;

const MONTH = MONTHS.flat().join('|');
const ISO = /\b(\d{4})-(\d{2})-(\d{2})\b/;
const NUMERIC = /\b(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?(?![\d/])/;
const DAY_FIRST = new RegExp(`\\b(\\d{1,2})(?:er|st|nd|rd|th)? (?:of )?(${MONTH})(?![a-zà-ü])\\.?(?:,? (\\d{4}))?`);
const MONTH_FIRST = new RegExp(`\\b(${MONTH})\\.? (\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])(?:,? (\\d{4}))?`);
const WEEKDAY = new RegExp(`\\b(${WEEKDAYS.flat().join('|')})\\b`);

/** What stands before the day of the return. */
const BACK =
  /\b(?:de retour|reviens|reviendrai|retour (?:prévu |est prévu )?(?=le |lundi|mardi|mercredi|jeudi|vendredi)|(?:joignable|disponible) (?:de nouveau |à nouveau )?(?:à partir|à compter|dès)|reprendrai|(?:be|am|i'm|will be) back|back (?:in the office|at work|on)|(?:will )?return(?:ing)? (?:to (?:the |my )?(?:office|work) )?(?:on|the)?|(?:available|in the office) (?:again )?(?:on|from))/g;
/** What stands before the last day of the absence. */
const UNTIL =
  /\b(?:jusqu'(?:au|à|en)|until|till|through|du [^.]{1,40}? au(?= )|from [^.]{1,40}? (?:to|through)(?= )|between [^.]{1,40}? and(?= ))/g;

/**
 * The first moment (ms, midnight UTC) of the day on which the sender of an absence notice is back: the day named, or the day
 * after the last one of an absence. `undefined` when none is named, or it lies behind `sentAtMs` or beyond all reason.
 */
export function absentUntil(subject: string, text: string, sentAtMs: number): number | undefined {
  const said = plain(`${subject}\n\n${text.slice(0, MAX_TEXT)}`);
  const isEnglish = /\b(?:the|office|back|until|return)\b/.test(said);
  const sent = Math.floor(sentAtMs / DAY_MS) * DAY_MS;
  const back = dayAfter(said, BACK, sent, isEnglish);
  if (back !== undefined) return back > sent ? back : undefined;
  const last = dayAfter(said, UNTIL, sent, isEnglish);
  return last === undefined ? undefined : last + DAY_MS;
}

/** The date behind the first announcement that has one. */
function dayAfter(said: string, announcement: RegExp, sent: number, isEnglish: boolean): number | undefined {
  for (const { index, 0: words } of said.matchAll(announcement)) {
    const start = index + words.length;
    const [window = ''] = said.slice(start, start + WINDOW).split(/\. (?!\d)/);
    const day = dayIn(window, sent, isEnglish);
    if (day !== undefined) return day;
  }
  return undefined;
}

function dayIn(window: string, sent: number, isEnglish: boolean): number | undefined {
  const [, year, month, day] = ISO.exec(window) ?? [];
  if (year !== undefined) return ahead([{ day, month: Number(month), year }], sent);
  const named = DAY_FIRST.exec(window);
  if (named) return ahead([{ day: named[1], month: monthOf(named[2]), year: named[3] }], sent);
  const american = MONTH_FIRST.exec(window);
  if (american) return ahead([{ day: american[2], month: monthOf(american[1]), year: american[3] }], sent);
  const numeric = NUMERIC.exec(window);
  if (numeric) {
    const [, first, second, written] = numeric;
    const european = { day: first, month: Number(second), year: written };
    // 04/05 is the fourth of May, or in America the fifth of April: whichever comes first.
    return ahead(isEnglish ? [european, { day: second, month: Number(first), year: written }] : [european], sent);
  }
  const weekday = WEEKDAYS.findIndex((names) => names.some((name) => name === WEEKDAY.exec(window)?.[1]));
  if (weekday < 0) return undefined;
  const days = (weekday - new Date(sent).getUTCDay() + 7) % 7;
  return sent + (days === 0 ? 7 : days) * DAY_MS;
}

/** A date as it is written. */
interface Written {
  readonly day: string | undefined;
  readonly month: number;
  readonly year: string | undefined;
}

/** The first of its readings that lies ahead, within reason. */
function ahead(readings: readonly Written[], sent: number): number | undefined {
  const found = readings.flatMap(({ day, month, year }) => {
    const thisYear = new Date(sent).getUTCFullYear();
    const years =
      year === undefined ? [thisYear, thisYear + 1] : [year.length === 2 ? 2000 + Number(year) : Number(year)];
    const most = sent + (year === undefined ? MAX_DAYS : MAX_DAYS_WITH_YEAR) * DAY_MS;
    return years.flatMap((one) => dateOf(one, month, Number(day)) ?? []).filter((at) => at >= sent && at <= most);
  });
  return found.length === 0 ? undefined : Math.min(...found);
}

/** Midnight UTC; `undefined` for the 31st of June. */
function dateOf(year: number, month: number, day: number): number | undefined {
  const at = Date.UTC(year, month - 1, day);
  return new Date(at).getUTCDate() === day && new Date(at).getUTCMonth() === month - 1 ? at : undefined;
}

function monthOf(name: string | undefined): number {
  return 1 + MONTHS.findIndex((names) => names.some((one) => one === name));
}

/** One line, lower case, sentences ended where paragraphs are. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/\n\s{0,50}\n/g, '. ')
    .replace(/\s+/g, ' ');
}
