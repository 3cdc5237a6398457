/**
 * Root commands with npm alone: installs (frozen lockfile) and builds when something changed, then runs.
 * `setup` stops there. A stamp of the lockfile and of the sources' times keeps a second start quick.
 * CommonJS, because it is loaded without libuv's threads: their number can still be set (see packages/cli/bin).
 */
const { spawnSync } = require('node:child_process');
const { createHash } = require('node:crypto');
const { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const ROOT = dirname(__dirname);
const PNPM = 'pnpm@10.34.9';
const STAMP = join(ROOT, 'node_modules', '.facteur-stamp.json');
const MIN_NODE = [20, 19];
// As packages/cli/bin sets it for the product.
process.env.UV_THREADPOOL_SIZE ??= '16';

/** The web application: `packages/console/app` → `packages/console/dist/app`. */
const CONSOLE = 'packages/console';
const BUILD_CONSOLE = [
  `${CONSOLE}/node_modules/vite/bin/vite.js`,
  ...['build', '--config', `${CONSOLE}/vite.config.ts`, '--logLevel', 'warn'],
];

/** As `npm start` and the image run the product: V8 reads it before any code runs (docs/performance.md). */
const YOUNG_HEAP = '--max-semi-space-size=64';

/** Commands after installing and building. */
const TASKS = {
  setup: [],
  start: ['packages/cli/bin/facteur.cjs', 'start', '--demo'],
  test: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'],
  check: ['tools/check.mjs'],
  bench: ['--expose-gc', YOUNG_HEAP, '--require', './packages/cli/bin/tune.cjs', 'tests/bench/dist/main.js'],
  chaos: ['tests/chaos/dist/main.js'],
  real: ['infra/real/dist/main.js'],
  generate: ['tools/generate.mjs'],
};

function fail(message) {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > MIN_NODE[0] || (major === MIN_NODE[0] && minor >= MIN_NODE[1])) return;
  fail(`Facteur needs Node ${MIN_NODE.join('.')} or later; this is ${process.versions.node}.`);
}

function run(command, args, what) {
  const { status, error } = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (error || status !== 0) fail(`${what} failed${error ? `: ${error.message}` : ''}.`);
}

/** The files that decide what is installed. */
function lockHash() {
  const hash = createHash('sha256');
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json'])
    hash.update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

/** Changes whenever a source, a package or a setting of the build is added, removed or written. */
function sourceStamp() {
  const hash = createHash('sha256');
  const visit = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name === 'node_modules' || entry.name === 'dist') continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (/\.(tsx?|json|css|html|svg)$/.test(entry.name))
        hash.update(`${path}:${statSync(path).mtimeMs}:${statSync(path).size};`);
    }
  };
  for (const folder of ['packages', 'services', 'tests', 'infra']) visit(join(ROOT, folder));
  for (const file of ['tsconfig.json', 'tsconfig.base.json']) hash.update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(STAMP, 'utf8'));
  } catch {
    return {};
  }
}

function prepare() {
  const stamp = readStamp();
  const lock = lockHash();
  if (stamp.lock !== lock || !existsSync(join(ROOT, 'node_modules', '.modules.yaml'))) {
    process.stderr.write('Installing dependencies…\n');
    run('npx', ['--yes', PNPM, 'install', '--frozen-lockfile', '--reporter=append-only'], 'Installing');
    stamp.source = undefined;
  }
  const source = sourceStamp();
  if (stamp.source !== source || !existsSync(join(ROOT, 'packages', 'cli', 'dist', 'main.js'))) {
    process.stderr.write('Building…\n');
    run(process.execPath, ['node_modules/typescript/bin/tsc', '-b'], 'Building');
    run(process.execPath, BUILD_CONSOLE, 'Building the console');
  }
  mkdirSync(dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, JSON.stringify({ lock, source }));
}

checkNode();
const [task = '', ...rest] = process.argv.slice(2);
const command = TASKS[task];
if (!command) fail(`Unknown task ${task}; there are ${Object.keys(TASKS).join(', ')}.`);
process.chdir(ROOT);
prepare();
const [script, ...args] = [...command, ...rest];
if (task === 'start') {
  // In this very process, so that signals reach the product and nothing stands between it and its caller.
  process.argv = [process.execPath, join(ROOT, script), ...args];
  require(join(ROOT, script));
} else if (script) {
  process.exit(spawnSync(process.execPath, [script, ...args], { stdio: 'inherit' }).status ?? 1);
}
