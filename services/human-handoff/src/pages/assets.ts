/** The pages' own files: a closed list, read from this package's `public` folder. */
import { readFile } from 'node:fs/promises';
import { type Route, route } from '@facteur/http';
import { AppError } from '@facteur/primitives';
import { z } from 'zod';

const FOLDER = new URL('../../public/', import.meta.url);

const CSS = 'text/css; charset=utf-8';
const TYPES: ReadonlyMap<string, string> = new Map([
  ['pages.css', CSS],
  ['forms.css', CSS],
  ['lists.css', CSS],
  ['case.css', CSS],
  ['live.js', 'text/javascript; charset=utf-8'],
  ['icon.svg', 'image/svg+xml'],
]);

/** `GET /assets/:file`. Browsers ask each time and get 304 while the file is the same. */
export function assetRoute(): Route {
  return route({
    method: 'get',
    path: '/assets/:file',
    summary: 'Style, script and icon of the pages',
    role: 'public',
    undocumented: true,
    params: z.object({ file: z.string() }),
    handle: async ({ params: { file }, response }) => {
      const type = TYPES.get(file);
      if (type === undefined) throw new AppError('NOT_FOUND', `There is nothing at /assets/${file}`);
      const content = await readFile(new URL(file, FOLDER));
      response.set('Cache-Control', 'no-cache').set('Content-Type', type).send(content);
      return undefined;
    },
  });
}
