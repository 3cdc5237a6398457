/**
 * `node tools/pictures.mjs [FOLDER]`: starts the built product on a temporary folder with the demo company and some mails, signs in
 * as two of its people, and writes the pictures of the guides to FOLDER (docs/images). Needs `npm run setup` and Chromium
 * (`CHROMIUM=PATH`; /usr/bin/chromium). A picture that shows something broken, or is too large, fails it.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { toPalettePng } from './palette-png.mjs';
import { MAILS } from './pictured-mails.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const { chromium } = createRequire(join(ROOT, 'packages', 'console', 'package.json'))('playwright-core');

const MOST_BYTES = 150_000;
const DESKTOP = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const SHOP = 'sav@boutique.example';
/** Time that seems to have passed since the mails came: « maintenant » on every line would not look like a day at work. */
const LATER_MS = 25 * 60_000;
const [LEA, KARIM] = ['Léa Martin', 'Karim Benali'];

/** The product in a process of its own; `links` are those it prints for the demo company's people. */
async function startProduct(home) {
  const child = spawn(process.execPath, [join(ROOT, 'packages/cli/bin/facteur.cjs'), 'start', '--demo'], {
    cwd: ROOT,
    env: {
      ...process.env,
      ...{ FACTEUR_HOME: home, FACTEUR_HTTP_PORT: '0', FACTEUR_SMTP_PORT: '0', FACTEUR_METRICS_PORT: '0' },
      ...{ FACTEUR_ENCODER: 'none', FACTEUR_LOG: 'error' },
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  const said = [];
  const links = new Promise((resolve) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      said.push(line);
      const found = said.join('\n').match(/http\S+sign-in\?token=\S+/g) ?? [];
      // The first signs the administrator in; then come an advisor, a supervisor and an author.
      if (found.length === 4) resolve({ [LEA]: found[1], [KARIM]: found[2] });
    });
  });
  const started = await Promise.race([links, ended.then(() => undefined)]);
  if (started === undefined) throw new Error(`Facteur did not start:\n${said.join('\n')}`);
  return { links: started, base: new URL(started[LEA]).origin, stop };
}

/** A page on which that person is signed in. */
async function signIn(browser, { links }, name, options = {}) {
  const context = await browser.newContext({
    ...{ viewport: DESKTOP, locale: 'fr-FR', timezoneId: 'Europe/Paris', reducedMotion: 'reduce', ...options },
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => {
    throw error;
  });
  await page.goto(links[name]);
  await page
    .locator('.row')
    .first()
    .waitFor({ state: 'attached' })
    .catch(() => undefined);
  return page;
}

/** What the page itself would ask of the API, as whoever is signed in there. */
function call(page, path, body) {
  return page.evaluate(
    async ([address, sent]) => {
      const isMail = typeof sent === 'string';
      const request = {
        method: 'POST',
        headers: { 'Content-Type': isMail ? 'message/rfc822' : 'application/json' },
        body: isMail ? sent : JSON.stringify(sent),
      };
      const answer = await fetch(`/api/v1${address}`, sent === undefined ? {} : request);
      if (!answer.ok) throw new Error(`${address}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
    [path, body],
  );
}

async function sendMails(page) {
  for (const [from, subject, text] of MAILS) {
    const [, name, address] = /^(.*) (<.*>)$/.exec(from);
    const inWord = (words) => `=?utf-8?B?${Buffer.from(words).toString('base64')}?=`;
    const head = [`From: ${inWord(name)} ${address}`, `To: ${SHOP}`, `Subject: ${inWord(subject)}`];
    const type = ['MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit'];
    await call(page, `/mail?mailbox=${encodeURIComponent(SHOP)}`, [...head, ...type, '', text, ''].join('\r\n'));
  }
}

/** Cases by subject, once each has been answered or asks for an advisor. */
async function cases(page) {
  for (;;) {
    const { items } = await call(page, '/desk?state=all&limit=100');
    if (items.length >= MAILS.length - 1 && items.every(({ status }) => status !== 'open'))
      return new Map(items.map((item) => [item.subject, item]));
    await page.waitForTimeout(250);
  }
}

/** Part of a day at work, so that the pages have something to tell. */
async function work(lea, karim, known) {
  const { people } = await call(lea, '/people');
  const idOf = (name) => people.find((person) => person.name === name)?.id;
  const of = (subject) => `/cases/${known.get(subject).number}`;
  await call(lea, `${of('Lampes jamais arrivées')}/tags`, { add: ['chronopost'] });
  await call(lea, `${of('Lampes jamais arrivées')}/notes`, {
    text: `@${idOf(KARIM)} Chronopost confirme la perte, enquête close ce matin. Tu valides le renvoi ?`,
  });
  await call(karim, `${of('Réclamation !!')}/assign`, { to: idOf(KARIM) });
  await call(lea, `${of('Suivi et remboursement')}/assign`, { to: idOf(LEA) });
  const decide = (page, { review }, decision) =>
    call(page, `/reviews/${encodeURIComponent(review.reviewId)}/decide`, { decision });
  await decide(lea, known.get('Abat-jour'), { kind: 'close', outcome: 'no-action' });
  await decide(lea, known.get('My order'), { kind: 'intent', intent: 'suivi-commande' });
}

const isThere = (page, selector) => page.locator(selector).first().waitFor();

/** Told, and the others go on. */
function fault(what) {
  console.error(what);
  process.exitCode = 1;
}

async function shoot(folder, name, page) {
  // Nothing blinks, nothing is half faded in.
  await page.evaluate(() => document.activeElement?.matches('input, textarea') && document.activeElement.blur());
  await page.waitForLoadState('networkidle', { timeout: 1_500 }).catch(() => undefined);
  const picture = toPalettePng(await page.screenshot({ animations: 'disabled', caret: 'hide' }));
  const text = await page.locator('#root').textContent();
  const broken = /NaN|undefined|\[object|Invalid Date/.exec(text);
  if (broken) return fault(`${name} shows « ${broken[0]} »: not written`);
  if (picture.length > MOST_BYTES) fault(`${name} has ${picture.length} bytes, more than ${MOST_BYTES}`);
  writeFileSync(join(folder, `${name}.png`), picture);
  console.log(`${name}.png  ${picture.length} bytes`);
}

async function shootLists(folder, { base }, lea, karim) {
  await lea.clock.setFixedTime(Date.now() + LATER_MS);
  await karim.clock.setFixedTime(Date.now() + LATER_MS);
  await lea.goto(base);
  await isThere(lea, '.row');
  await shoot(folder, 'corbeille', lea);
  await karim.goto(`${base}/supervision`);
  await isThere(karim, '.load td');
  await shoot(folder, 'supervision', karim);
}

/** The same case as it is read, in the dark, and when what it moves is confirmed. */
async function shootCase(folder, { base }, lea, number) {
  await lea.goto(`${base}/cases/${number}`);
  await isThere(lea, '.options button');
  await shoot(folder, 'dossier', lea);
  await lea.locator('.options button').first().click();
  await isThere(lea, '[role=dialog] input[type=checkbox]');
  await shoot(folder, 'confirmation', lea);
  await lea.keyboard.press('Escape');
  await lea.emulateMedia({ colorScheme: 'dark' });
  await lea.goto(`${base}/cases/${number}`);
  await isThere(lea, '.options button');
  await shoot(folder, 'dossier-sombre', lea);
  await lea.emulateMedia({ colorScheme: 'light' });
}

/** Two write the same reply: hers is kept while his is still being typed. */
async function shootConflict(folder, { base }, lea, karim, number) {
  await karim.goto(`${base}/cases/${number}`);
  await karim.locator('.write button').click();
  await karim
    .locator('.editor textarea')
    .first()
    .fill(
      'Bonjour Madame,\n\nNous vous renvoyons un paquet de thé dès aujourd’hui. Il arrivera sous trois jours.\n\nKarim',
    );
  await call(lea, `/cases/${number}/draft`, {
    base: 0,
    text: 'Bonjour,\n\nPréférez-vous un nouveau paquet de thé ou un remboursement de 11,90 € ?\n\nLéa',
  });
  await isThere(karim, '.conflict');
  await karim.locator('.conflict').scrollIntoViewIfNeeded();
  await shoot(folder, 'conflit', karim);
}

async function shootDemo(folder, { base }, lea) {
  await lea.goto(`${base}/demo`);
  await lea.locator('form input[type=email]').fill('emily.carter@mail.example');
  await lea.locator('form input:not([type=email]):not([readonly])').last().fill('Ma cafetière');
  await lea
    .locator('form textarea')
    .first()
    .fill('Bonjour,\n\nOù en est ma commande CMD-2026-00135, s’il vous plaît ?\n\nMerci,\nEmily Carter');
  await lea.locator('form button[type=submit]').click();
  await isThere(lea, '.answer');
  await shoot(folder, 'essayer', lea);
}

async function shootPhone(folder, browser, product, number) {
  const page = await signIn(browser, product, LEA, { viewport: PHONE, hasTouch: true, isMobile: true });
  await page.clock.setFixedTime(Date.now() + LATER_MS);
  await page.goto(`${product.base}/cases/${number}`);
  await isThere(page, '.words');
  await shoot(folder, 'telephone', page);
}

async function main(folder) {
  mkdirSync(folder, { recursive: true });
  const home = mkdtempSync(join(tmpdir(), 'facteur-pictures-'));
  const product = await startProduct(home);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  });
  try {
    const [lea, karim] = [await signIn(browser, product, LEA), await signIn(browser, product, KARIM)];
    await sendMails(lea);
    const known = await cases(lea);
    await work(lea, karim, known);
    const numberOf = (subject) => known.get(subject).number;
    const tried = (shooting) => shooting.catch((error) => fault(error.message));
    await tried(shootLists(folder, product, lea, karim));
    await tried(shootCase(folder, product, lea, numberOf('Lampes jamais arrivées')));
    await tried(shootConflict(folder, product, lea, karim, numberOf('Commande CMD-2026-00132')));
    await tried(shootDemo(folder, product, lea));
    await tried(shootPhone(folder, browser, product, numberOf('Fauteuil au pied fendu')));
  } finally {
    await browser.close();
    await product.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

await main(process.argv[2] ?? join(ROOT, 'docs', 'images'));
