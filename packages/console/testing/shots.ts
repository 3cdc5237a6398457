/** What is looked at: every page, and what is done on it before. */
import type { Page } from 'playwright-core';
import type { me } from '../app/testing/fixtures.ts';

const CASE = '/cases/7Q2K-9MXD-Y';

/** A picture to be taken. */
export interface Shot {
  readonly name: string;
  readonly path: string;
  readonly isSignedIn?: boolean;
  /** Default: an administrator. */
  readonly role?: typeof me.role;
  /** What tells that the page is there. */
  readonly ready: string;
  readonly before?: (page: Page) => Promise<unknown>;
  /** What tells that `before` took effect. */
  readonly shows?: string;
}

const queue = { path: '/', ready: '.row' };
const onCase = { path: CASE, ready: '.viewers' };
const submit = (page: Page): Promise<void> => page.locator('form button[type=submit]').click();

export const SHOTS: readonly Shot[] = [
  { name: 'queue', ...queue },
  {
    name: 'queue-ticked',
    ...queue,
    path: '/?journey=suivi-commande',
    before: (page) => page.locator('.bulk .link').first().click(),
    shows: '.row[data-ticked=true]',
  },
  { name: 'queue-empty', path: '/?language=de', ready: '.message' },
  {
    name: 'queue-acts',
    ...queue,
    before: async (page) => {
      await tickTwo(page);
      await page.locator('.bulk-acts button[aria-haspopup=menu]').first().click();
    },
    shows: '[role=menu]',
  },
  { name: 'queue-refused', ...queue, before: putAway, shows: '.refused-cases a' },
  { name: 'queue-trash', path: '/?state=trash', ready: '.row' },
  { name: 'case', ...onCase },
  { name: 'case-original', ...onCase, before: showOriginal },
  { name: 'case-reply', ...onCase, before: writeReply },
  { name: 'case-files', ...onCase, before: attachFiles, shows: '.draft-file' },
  { name: 'case-attach', ...onCase, before: openAttach, shows: '[role=menu]' },
  { name: 'case-blanks', ...onCase, before: pickTemplate, shows: '.editor .notice' },
  { name: 'new-mail', path: '/new?address=camille.roux@client.example&name=Camille%20Roux', ready: '.already a' },
  {
    name: 'new-call',
    path: '/new?kind=call&phone=%2B33612345678',
    ready: '.already a',
    before: submit,
    shows: 'form [id$=error]',
  },
  { name: 'customer', path: '/customer?phone=%2B33612345678', ready: '.found-link' },
  { name: 'customer-unknown', path: '/customer?phone=%2B33987654321', ready: '.message h1' },
  { name: 'customer-find', path: '/customer', ready: 'form' },
  {
    name: 'case-confirm',
    ...onCase,
    before: (page) => page.locator('.options button').first().click(),
    shows: '[role=dialog]',
  },
  { name: 'case-check', path: '/cases/F5DM-4HKP-R', ready: '.checked-answer' },
  { name: 'case-journey', ...onCase, before: scrollTo('.steps') },
  { name: 'case-menu', ...onCase, before: openActs, shows: '[role=menu]' },
  { name: 'case-merge', ...onCase, before: mergeCases, shows: '.side-by-side' },
  { name: 'case-split', ...onCase, before: openAct('split'), shows: '.split-text' },
  { name: 'case-link', ...onCase, before: openAct('link'), shows: '.candidate' },
  { name: 'case-customer', ...onCase, before: openAct('customer'), shows: '[role=dialog] .act-told' },
  { name: 'case-call', ...onCase, before: openAct('call'), shows: '[role=dialog] textarea' },
  { name: 'case-trash', ...onCase, before: openAct('trash'), shows: '[role=dialog] .act-told' },
  { name: 'case-ask', ...onCase, before: openAct('ask'), shows: '.side-modal textarea' },
  { name: 'case-side', ...onCase, before: openSideConversation, shows: '.side-conversation .exchange' },
  { name: 'case-absorbed', ...onCase, before: openAbsorbed, shows: '.absorbed .exchange' },
  { name: 'case-history', ...onCase, before: openHistory, shows: '.event' },
  {
    name: 'case-held',
    path: '/cases/3HTV-K8RN-4',
    ready: '[data-act=hold]',
    before: (page) => page.locator('[data-act=hold]').click(),
    shows: '[role=menu]',
  },
  {
    name: 'case-force',
    path: '/cases/3HTV-K8RN-4',
    ready: '[data-act=hold]',
    before: async (page) => {
      await page.locator('[data-act=hold]').click();
      await page.locator('[role=menuitem]').nth(1).click();
    },
    shows: '[role=dialog] .act-told',
  },
  { name: 'case-merged', path: '/cases/C2FN-V7GK-8', ready: '.case-banner' },
  { name: 'case-in-trash', path: '/cases/R6JZ-3CWM-P', ready: '.case-banner' },
  {
    name: 'case-file-text',
    ...onCase,
    before: (page) => page.locator('.file-text summary').click(),
    shows: '.file-text pre',
  },
  { name: 'palette', ...queue, before: (page) => page.keyboard.press('Control+k'), shows: '[role=dialog] input' },
  { name: 'shortcuts', ...queue, before: (page) => page.keyboard.press('?'), shows: '[role=dialog] kbd' },
  { name: 'search', path: '/search?q=commande', ready: '.found-link' },
  { name: 'supervision', path: '/supervision', ready: '.load td' },
  { name: 'quarantine', path: '/quarantine', ready: 'article' },
  { name: 'organisation', ...organisation() },
  { name: 'organisation-template', ...organisation(), before: editFirst, shows: '.preview mark' },
  { name: 'organisation-unknown', ...organisation(), before: misname, shows: '.notice.bad' },
  { name: 'organisation-macros', ...organisation('macros') },
  { name: 'organisation-macro', ...organisation('macros'), before: editFirst, shows: '.clause' },
  { name: 'organisation-rules', ...organisation('rules') },
  { name: 'organisation-rule', ...organisation('rules'), before: editFirst, shows: '.clause' },
  { name: 'organisation-tags', ...organisation('tags', 'tbody tr') },
  {
    name: 'organisation-merge',
    ...organisation('tags', 'tbody tr'),
    before: (page) => page.locator('tbody .tag-acts .link').first().click(),
    shows: '[role=dialog] form',
  },
  { name: 'organisation-goals', ...organisation('goals', '.goal-table') },
  { name: 'organisation-views', ...organisation('views') },
  { name: 'organisation-delete', ...organisation(), before: deleteFirst, shows: '[role=dialog] form' },
  { name: 'learning', ...learning() },
  {
    name: 'learning-ticked',
    ...learning(),
    before: (page) => typeKeys(page, 'jxjx'),
    shows: '.many-bar',
  },
  { name: 'learning-undo', ...learning(), before: (page) => typeKeys(page, 'j1'), shows: '.undo-notice' },
  { name: 'learning-empty', ...learning(), before: (page) => refuseAll(page), shows: '.setup-section .message' },
  { name: 'learning-accepted', ...learning('accepted') },
  { name: 'learning-refused', ...learning('refused') },
  { name: 'learning-thresholds', ...learning('thresholds', '.threshold') },
  { name: 'learning-reader', path: '/learning', ready: '.for-authors', role: 'advisor' },
  { name: 'case-template', ...onCase, before: openPicker(0), shows: '.pick-option:visible' },
  { name: 'case-macro', ...onCase, before: openPicker(1), shows: '.pick-option:visible' },
  { name: 'queue-views', ...queue, before: holdViews, shows: '.row' },
  { name: 'settings', path: '/settings', ready: '.people li' },
  {
    name: 'settings-person',
    path: '/settings',
    ready: '.people li',
    before: (page) => page.locator('.people li button').nth(1).click(),
    shows: '[role=dialog] form',
  },
  { name: 'demo', path: '/demo', ready: 'form', before: submit, shows: '.answer' },
  { name: 'sign-in', path: '/', isSignedIn: false, ready: 'form' },
];

function scrollTo(selector: string): (page: Page) => Promise<void> {
  return (page) => page.locator(selector).first().scrollIntoViewIfNeeded();
}

async function openActs(page: Page): Promise<void> {
  await page.locator('[data-act=acts]').click();
}

/** The dialogue of an act. */
function openAct(act: keyof typeof PLACES): (page: Page) => Promise<void> {
  return async (page) => {
    await openActs(page);
    await page.locator('[role=menuitem]').nth(PLACES[act]).click();
  };
}

/** Where acts stand in the menu. */
const PLACES = { merge: 0, split: 1, link: 2, ask: 3, call: 4, customer: 5, archive: 6, trash: 7 } as const;

async function mergeCases(page: Page): Promise<void> {
  await openAct('merge')(page);
  await page.locator('.candidate').first().click();
}

async function openSideConversation(page: Page): Promise<void> {
  await page.locator('.side-conversation > summary').click();
  await page.locator('.panel.side').scrollIntoViewIfNeeded();
}

async function openAbsorbed(page: Page): Promise<void> {
  await page.locator('.case-link details > summary').first().click();
  await page.locator('.absorbed .exchange').first().scrollIntoViewIfNeeded();
}

async function openHistory(page: Page): Promise<void> {
  await page.locator('.timeline > summary').click();
  await page.locator('.event').last().scrollIntoViewIfNeeded();
}

function organisation(section?: string, ready = '.setup-item'): Pick<Shot, 'path' | 'ready'> {
  return { path: `/organisation${section === undefined ? '' : `?section=${section}`}`, ready };
}

function learning(part?: string, ready = '.proposal'): Pick<Shot, 'path' | 'ready'> {
  return { path: `/learning${part === undefined ? '' : `?part=${part}`}`, ready };
}

async function typeKeys(page: Page, keys: string): Promise<void> {
  for (const key of keys) await page.keyboard.press(key);
}

/** By the keys alone: the last decision can still be undone. */
async function refuseAll(page: Page): Promise<void> {
  await page.locator('.proposal .tick input').first().check();
  await page.locator('.many-bar .link').first().click();
  await page.keyboard.press('2');
}

async function editFirst(page: Page): Promise<void> {
  await page.locator('.setup-item .setup-actions button').first().click();
  await page.locator('.side-form').waitFor();
}

/** The list of templates (0) or of macros (1) at the reply. */
function openPicker(place: number): (page: Page) => Promise<void> {
  return async (page) => {
    await page.locator('.write button').first().click();
    await page.locator('.editor button[aria-haspopup=listbox]').nth(place).click();
  };
}

async function misname(page: Page): Promise<void> {
  await editFirst(page);
  await page.locator('#template-text').fill('Bonjour {{client.nom}},');
}

async function deleteFirst(page: Page): Promise<void> {
  await page.locator('.setup-item').first().locator('.setup-actions button').last().click();
}

/** As a browser does that kept views before the server did. */
async function holdViews(page: Page): Promise<void> {
  const views = JSON.stringify([{ name: 'VIP', filter: { tag: 'vip' } }]);
  await page.evaluate((held) => localStorage.setItem('facteur-views-lea', held), views);
  await page.reload();
}

async function showOriginal(page: Page): Promise<void> {
  await page.locator('.mail-view label').nth(1).click();
  await page.locator('iframe').waitFor();
}

async function writeReply(page: Page): Promise<void> {
  await page.locator('.write button').click();
  await page
    .locator('.editor textarea')
    .first()
    .fill('Bonjour Madame Roux,\n\nNous vous renvoyons un vase dès aujourd’hui.');
}

async function tickTwo(page: Page): Promise<void> {
  for (const row of [0, 1]) await page.locator('.row .tick input').nth(row).check();
  await page.locator('.bulk-acts').waitFor();
}

/** Puts two cases away: one of them is held by somebody. */
async function putAway(page: Page): Promise<void> {
  await tickTwo(page);
  await page.locator('.bulk-acts > button').last().click();
  await page.locator('[role=dialog] .dialogue-foot button').last().click();
}

async function attachFiles(page: Page): Promise<void> {
  await writeReply(page);
  const chosen = { name: 'bon-de-retour.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') };
  await page.locator('.editor input[type=file]').setInputFiles([chosen]);
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([new ArrayBuffer(21 * 1_048_576)], 'film.mov'));
    const drop = new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer });
    document.querySelector('.editor')?.dispatchEvent(drop);
  });
  await page.locator('.draft-file[data-failed=true]').waitFor();
  await page.locator('.editor-foot').scrollIntoViewIfNeeded();
}

async function openAttach(page: Page): Promise<void> {
  await writeReply(page);
  await page.locator('.editor-tools button').first().click();
}

async function pickTemplate(page: Page): Promise<void> {
  await page.locator('.write button').click();
  await page.locator('.editor-tools [aria-haspopup=listbox]').first().click();
  await page.locator('.pick-option').first().click();
}
