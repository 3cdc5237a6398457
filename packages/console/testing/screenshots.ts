/**
 * Screenshots of the main pages in both languages, light and dark, on a phone and a desktop, each looked at by axe.
 * `node dist/testing/testing/screenshots.js FOLDER [NAME]` after the application has been built; exits 1 on a finding.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { openFakeApi } from '../app/testing/fake-api.ts';
import { me, NOW_MS } from '../app/testing/fixtures.ts';
import { type Served, serve } from './serve.ts';
import { SHOTS, type Shot } from './shots.ts';

const SIZES = { desktop: { width: 1440, height: 900 }, phone: { width: 360, height: 760 } } as const;

/** What was found wrong, each as one line. */
const findings: string[] = [];

async function shoot(
  browser: Browser,
  served: Served,
  shot: Shot,
  size: keyof typeof SIZES,
  look: string,
  folder: string,
): Promise<void> {
  const context = await browser.newContext({
    viewport: SIZES[size],
    locale: look.startsWith('fr') ? 'fr-FR' : 'en-GB',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
    bypassCSP: false,
    colorScheme: look.endsWith('dark') ? 'dark' : 'light',
  });
  context.setDefaultTimeout(8_000);
  try {
    await shootPage(await context.newPage(), served, shot, `${shot.name}-${size}-${look}`, folder);
  } finally {
    await context.close();
  }
}

async function shootPage(page: Page, served: Served, shot: Shot, name: string, folder: string): Promise<void> {
  page.on('console', (message) => {
    const isExpected = shot.isSignedIn === false && message.text().includes('401');
    // axe tries to look into the mail's frame: that nothing runs there is what is wanted.
    const isFrame = message.text().includes("Blocked script execution in 'about:srcdoc'");
    if (message.type() === 'error' && !isExpected && !isFrame) findings.push(`${name}: ${message.text()}`);
  });
  page.on('pageerror', (error) => findings.push(`${name}: ${error.message}`));
  await page.clock.setFixedTime(NOW_MS);
  await page.goto(served.url + shot.path);
  await page.locator(shot.ready).first().waitFor();
  await shot.before?.(page);
  if (shot.shows !== undefined) await page.locator(shot.shows).first().waitFor();
  await page.screenshot({ path: `${folder}/${name}.png` });
  await checkWidth(page, name);
  await checkTargets(page, name);
  await runAxe(page, name);
}

/** Nothing scrolls sideways. */
async function checkWidth(page: Page, name: string): Promise<void> {
  const [content, window] = await page.evaluate(() => {
    const widest = Math.max(document.documentElement.scrollWidth, document.querySelector('main')?.scrollWidth ?? 0);
    return [widest, document.documentElement.clientWidth] as const;
  });
  if (content > window) findings.push(`${name}: scrolls sideways (${content} > ${window})`);
}

/** Buttons are 24 px wide and high at least (WCAG 2.5.8). */
async function checkTargets(page: Page, name: string): Promise<void> {
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, select, summary')].flatMap((target) => {
      const { width, height } = target.getBoundingClientRect();
      const isShown = width > 0 && height > 0 && getComputedStyle(target).visibility === 'visible';
      return isShown && (width < 23.5 || height < 23.5)
        ? [`${target.className || target.tagName} ${Math.round(width)}×${Math.round(height)}`]
        : [];
    }),
  );
  for (const target of new Set(small)) findings.push(`${name}: small target ${target}`);
}

/** axe runs as the page's own script would: its source is given through the debugger, which the policy does not hold back. */
async function runAxe(page: Page, name: string): Promise<void> {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(source);
  // What lies half under a sticky bar is scrolled into view when it is wanted.
  await page.evaluate(() => document.querySelector('main')?.scrollTo(0, 0));
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run(
          options: object,
        ): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
      };
    };
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    return (await axe.run({ runOnly: { type: 'tag', values: tags } })).violations.map(({ id, nodes }) => {
      const first = nodes[0];
      return `${id} (${nodes.length}): ${first?.html.slice(0, 160)} — ${first?.failureSummary?.replaceAll(/\s+/g, ' ').slice(0, 220)}`;
    });
  });
  for (const violation of violations) findings.push(`${name}: axe ${violation}`);
}

async function main(folder: string, only: string | undefined): Promise<void> {
  await mkdir(folder, { recursive: true });
  const app = new URL(`${pathToFileURL(process.cwd()).href}/dist/app/`);
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const names = only?.split(',');
  for (const language of ['fr', 'en'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      const look = `${language}-${theme}`;
      for (const shot of SHOTS) {
        for (const size of ['desktop', 'phone'] as const) {
          if (names && !names.some((wanted) => `${shot.name}-${size}-${look}`.startsWith(wanted))) continue;
          const settings = { ...me.settings, theme };
          const served = await serve(
            app,
            openFakeApi({
              me: { ...me, language, settings, role: shot.role ?? me.role },
              isSignedIn: shot.isSignedIn ?? true,
            }),
          );
          await shoot(browser, served, shot, size, look, folder).catch((error: unknown) =>
            findings.push(`${shot.name}-${size}-${look}: ${String(error).slice(0, 400)}`),
          );
          await served.close();
        }
      }
    }
  }
  await browser.close();
  for (const finding of findings) console.log(finding);
  console.log(`${findings.length} findings`);
  process.exitCode = findings.length === 0 ? 0 : 1;
}

await main(process.argv[2] ?? 'screenshots', process.argv[3]);
