/** One product, one browser and the people in it, for the stories of one file. Each person sits at a window of their own. */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { cleanUp, temporaryFolder } from '../clean-up.ts';
import { type Product, startProduct } from '../product.ts';
import type { Shop } from '../shop.ts';
import { startChromium } from './chromium.ts';
import { companyWithReturns } from './company-with-returns.ts';
import type { Colleague } from './staff.ts';

/** A page in which somebody works. */
interface Window {
  readonly page: Page;
  /** What the console of the browser said that it should not: errors, exceptions, breaches of the security policy. */
  readonly problems: readonly string[];
}

/** What a test needs of it. */
export interface Office extends Shop {
  /** A window of a French browser with the person's session; nobody's: a stranger's. */
  sit(who?: Colleague, options?: BrowserContextOptions): Promise<Window>;
  /** Starts the product again, on the same data and the same port, after it was killed. */
  startAgain(): Promise<void>;
}

/** For the browser's own waiting: two busy cores are slow, never this slow. */
const PATIENCE_MS = 15_000;
const WIDE = { width: 1440, height: 900 };
/** As a test file has one office at a time, a story that fails knows whose windows to picture. */
const windows = new Map<Page, string>();

let closeOpened = async (): Promise<void> => undefined;

/** Starts the product and the browser. */
export async function openOffice(program: string): Promise<Office> {
  const { folder, buyers } = await companyWithReturns();
  const home = await temporaryFolder();
  const start = (port: string): Promise<Product> =>
    startProduct({ home, env: { FACTEUR_DEMO_DATA: folder, FACTEUR_LOG: 'warn', FACTEUR_HTTP_PORT: port } });
  let product = await start('0');
  const browser = await startChromium(program);
  closeOpened = async () => {
    await browser.close();
    const code = await product.stop();
    if (code !== 0) throw new Error(`The product ended with ${code}:\n${product.printed.stderr}`);
  };
  const newcomers = [...buyers];
  return {
    get product() {
      return product;
    },
    next() {
      const buyer = newcomers.shift();
      if (buyer === undefined) throw new Error('The company has no more customers');
      return buyer;
    },
    sit: (who, options = {}) => openWindow(browser, product.http, who, options),
    async startAgain() {
      product = await start(new URL(product.http).port);
    },
  };
}

/** For `afterAll`, also when the office did not open: the product must end with 0, and everything is removed. */
export async function closeOffice(): Promise<void> {
  windows.clear();
  await closeOpened().finally(cleanUp);
}

async function openWindow(
  browser: Browser,
  url: string,
  who: Colleague | undefined,
  options: BrowserContextOptions,
): Promise<Window> {
  const context = await browser.newContext({
    ...{ baseURL: url, viewport: WIDE, locale: 'fr-FR', timezoneId: 'Europe/Paris', reducedMotion: 'reduce' },
    ...options,
  });
  context.setDefaultTimeout(PATIENCE_MS);
  const [name = '', value = ''] = who?.cookie.split('=') ?? [];
  if (who) await context.addCookies([{ name, value, url }]);
  const page = await context.newPage();
  windows.set(page, who?.id ?? 'nobody');
  page.once('close', () => windows.delete(page));
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => problems.push(error.message));
  return { page, problems };
}

/** A story of a test file. When it fails, every open window is pictured, and the error says where. */
export function story(name: string, tell: () => Promise<void>, timeoutMs = 60_000): void {
  const run = async (): Promise<void> => {
    try {
      await tell();
    } catch (error) {
      throw error instanceof Error ? told(error, await picture(name)) : error;
    } finally {
      await leave();
    }
  };
  it(name, run, timeoutMs);
}

/** Jest prints the stack, which repeats the message as it was at first. */
function told(error: Error, pictures: string): Error {
  const message = `${error.message}\n\nWindows:${pictures}`;
  error.stack = (error.stack ?? '').replace(error.message, () => message);
  error.message = message;
  return error;
}

async function picture(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'facteur-browser-'));
  const paths: string[] = [];
  for (const [page, who] of windows) {
    const path = join(folder, `${name.replaceAll(/\W+/g, '-').slice(0, 60)}-${who}.png`);
    await page.screenshot({ path, timeout: 5_000 }).then(
      () => paths.push(`${path} (${page.url()})`),
      (error: Error) => paths.push(`no picture of ${page.url()}: ${error.message}`),
    );
  }
  return paths.map((path) => `\n  ${path}`).join('');
}

/** Whoever sat there goes home: a page that stays would be seen as present in the next story. */
async function leave(): Promise<void> {
  for (const page of [...windows.keys()]) await page.context().close();
}
