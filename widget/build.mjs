// Bundles src/index.ts into one script and puts Lit's licence beside it. Usage: node build.mjs OUTPUT
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

const LICENCE = 'widget.licence.txt';

// Names of properties that only the widget's own code uses, long and used often: shortened, as size counts.
const OWN = [
  'actions', 'adapt', 'askErase', 'bringIntoView', 'bringing', 'cancelErase', 'cancelled', 'closeMenu', 'configure',
  'confirmErase', 'conversation', 'deliver', 'escape', 'flying', 'focusWriting', 'happened', 'keeper', 'limits',
  'menuLeft', 'menuOpen', 'near', 'onAccent', 'openness', 'remarking', 'resized', 'reveal', 'shown', 'shownTitle', 'stay',
  'toggleMenu', 'transport', 'typed', 'unfollow', 'waitTimer', 'warned', 'withToken',
];
// What stands in these is sent, stored or looked up by its name, so it must keep it.
const NAMED = ['src/protocol.ts', 'src/thread.ts', 'src/options.ts', 'src/texts.json'];

const output = process.argv[2] ?? '../bot/channels/static/widget.js';
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const banner = `/*! Duaalwijzer chat. Contains Lit, copyright 2017 Google LLC, BSD-3-Clause; licence: /static/${LICENCE} */`;

for (const path of NAMED) {
  const text = (await readFile(here(path), 'utf8')).replace(/\/\*[^]*?\*\/|^import.*/gm, '');
  const found = OWN.find((name) => new RegExp(`\\b${name}\\b`).test(text));
  if (found !== undefined) {
    console.error(`build.mjs: '${found}' stands in ${path}, so it must not be shortened; take it out of OWN`);
    process.exit(1);
  }
}

const result = await build({
  entryPoints: [here('src/index.ts')],
  bundle: true,
  mangleProps: new RegExp(`^(${OWN.join('|')})$`),
  minify: true,
  format: 'iife',
  target: 'es2021',
  charset: 'utf8',
  legalComments: 'none',
  banner: { js: banner },
  write: false,
  logLevel: 'silent',
  plugins: [tightTexts()],
}).catch((error) => {
  for (const { text, location } of error.errors ?? [{ text: String(error) }]) {
    console.error(location ? `${location.file}:${location.line}: ${text}` : text);
  }
  process.exit(1);
});

/** White space between tags and in style sheets means nothing here; minifiers leave texts alone, so take it out. */
function tightTexts() {
  return {
    name: 'tight-texts',
    setup(builder) {
      builder.onLoad({ filter: /src[\\/].*view\.ts$/ }, async ({ path }) => ({
        contents: (await readFile(path, 'utf8')).replace(/(?<=[>}])\n\s+(?=[<$])/g, '').replace(/\n\s+/g, '\n'),
        loader: 'ts',
      }));
      builder.onLoad({ filter: /\.css$/ }, async ({ path }) => ({
        contents: (await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true, target: 'safari15' })).code,
        loader: 'text',
      }));
    },
  };
}

await writeFile(output, result.outputFiles[0].contents);
await copyFile(here('node_modules/lit/LICENSE'), join(dirname(output), LICENCE));
