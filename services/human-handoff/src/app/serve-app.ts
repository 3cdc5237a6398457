/** The web application's files: read once, packed once, and served; every address of the application is its one page. */
import { readdir, readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type Route, route } from '@facteur/http';
import { AppError } from '@facteur/primitives';
import { z } from 'zod';
import { APP_POLICY } from './policy.ts';

/** Addresses of the application's pages; it finds out by itself what to show. */
const PAGES = [
  '/',
  '/cases/:number',
  '/customer',
  '/learning',
  '/new',
  '/organisation',
  '/search',
  '/supervision',
  '/quarantine',
  '/settings',
  '/demo',
] as const;

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/** A year: the name of such a file changes with its content. */
const FOR_EVER = 'public, max-age=31536000, immutable';

interface AppFile {
  readonly type: string;
  readonly content: Buffer;
  readonly packed: Buffer;
}

/**
 * `GET /`, the other pages, `/static/:file` and the icon.
 * @param folder where `vite build` has put the application
 * @throws AppError `CONFIG_INVALID` when it was never built
 */
export async function appRoutes(folder: URL): Promise<Route[]> {
  const page = await readAppFile(folder, 'index.html');
  const icon = await readAppFile(folder, 'icon.svg');
  const names = await readdir(new URL('static/', folder));
  const files = new Map(
    await Promise.all(names.map(async (name) => [name, await readAppFile(folder, `static/${name}`)] as const)),
  );
  return [
    ...PAGES.map((path) => pageRoute(path, page)),
    fileRoute('/icon.svg', () => icon, 'no-cache'),
    fileRoute('/static/:file', (file) => files.get(file), FOR_EVER),
  ];
}

async function readAppFile(folder: URL, name: string): Promise<AppFile> {
  const content = await readFile(new URL(name, folder)).catch((cause: unknown) => {
    throw new AppError('CONFIG_INVALID', 'The web application was not built: run « npm run setup »', { cause });
  });
  const type = TYPES[extname(name)] ?? 'application/octet-stream';
  return { type, content, packed: await promisify(gzip)(content, { level: 9 }) };
}

function pageRoute(path: string, page: AppFile): Route {
  return route({
    method: 'get',
    path,
    summary: 'A page of the console',
    // Nothing in it is anybody's: what it shows it asks of the API, which asks who is there.
    role: 'public',
    undocumented: true,
    handle: async ({ request, response }) => {
      response.set('Content-Security-Policy', APP_POLICY);
      return send(request, response, page, 'no-cache');
    },
  });
}

function fileRoute(path: string, find: (file: string) => AppFile | undefined, caching: string): Route {
  return route({
    method: 'get',
    path,
    summary: 'A file of the console',
    role: 'public',
    undocumented: true,
    ...(path.includes(':file') && { params: z.object({ file: z.string() }) }),
    handle: async ({ params, request, response }) => {
      const found = find((params as { file?: string } | undefined)?.file ?? '');
      if (found === undefined) throw new AppError('NOT_FOUND', `There is nothing at ${request.path}`);
      return send(request, response, found, caching);
    },
  });
}

type Call = Parameters<Parameters<typeof route>[0]['handle']>[0];

function send(request: Call['request'], response: Call['response'], file: AppFile, caching: string): undefined {
  const isPacked = request.acceptsEncodings('gzip') === 'gzip';
  response.set({ 'Cache-Control': caching, 'Content-Type': file.type, Vary: 'Accept-Encoding' });
  if (isPacked) response.set('Content-Encoding', 'gzip');
  response.send(isPacked ? file.packed : file.content);
  return undefined;
}
