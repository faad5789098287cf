// Runs the unit tests with Node's own test runner: bundles each test with what it tests, then starts them all.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = join(here, 'node_modules', '.tests');
const names = readdirSync(join(here, 'test')).filter((name) => name.endsWith('.test.ts'));

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
await build({
  entryPoints: names.map((name) => join(here, 'test', name)),
  outdir: folder,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node18',
  loader: { '.css': 'text' },
  sourcemap: 'inline',
  logLevel: 'warning',
});
const files = names.map((name) => join(folder, name.replace(/\.ts$/, '.mjs')));
const reporter = process.argv.includes('--long') ? 'spec' : 'dot';
const { status, stdout } = spawnSync(process.execPath, ['--enable-source-maps', '--test', '--test-timeout=20000', `--test-reporter=${reporter}`, ...files], {
  encoding: 'utf8',
});
console.log(stdout.trim());
process.exit(status ?? 1);
