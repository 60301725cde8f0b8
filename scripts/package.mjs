/**
 * `npm run package`: the zip that Grafana's catalogue takes, and its checksum, in artifacts/. It holds one folder, named as the
 * plugin's id, with the frontend and the backends of PLATFORMS. The same commit and the same Go and Node give the same bytes.
 *
 *   npm run package -- --sign     signs it as well, with the GRAFANA_ACCESS_POLICY_TOKEN of whoever owns the plugin's id
 */
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { prerequisites } from './prerequisites.mjs';
import { root } from './root.mjs';

/** Targets of Grafana's Magefile. */
const PLATFORMS = ['build:linux', 'build:linuxARM64', 'build:darwin', 'build:darwinARM64', 'build:windows'];

const SIGN = ['--yes', '@grafana/sign-plugin@3.3.3'];

const say = (line) => process.stdout.write(`${line}\n`);
const inRoot = (...parts) => path.join(root, ...parts);

async function main() {
  const { values } = parseArgs({ options: { sign: { type: 'boolean', default: false } } });
  prerequisites();
  const { archive } = await import('./package/archive.mjs');
  const { sourceDate } = await import('./package/sourceDate.mjs');
  const { build } = await import('./builds.mjs');
  const { forget } = await import('./fresh.mjs');
  const { filesBelow } = await import('./validate/files.mjs');
  const { judge } = await import('./validate/judge.mjs');

  const seconds = sourceDate();
  const { id } = JSON.parse(fs.readFileSync(inRoot('src/plugin.json'), 'utf8'));
  const { version } = JSON.parse(fs.readFileSync(inRoot('package.json'), 'utf8'));

  fs.rmSync(inRoot('dist'), { recursive: true, force: true });
  forget('frontend');
  await build({ names: ['core', 'frontend'], say });
  date(seconds);
  placeless();
  say(`Building the backend for ${PLATFORMS.length} platforms …`);
  await need('go', ['run', 'github.com/magefile/mage', '-v', ...PLATFORMS], { SOURCE_DATE_EPOCH: String(seconds) });
  if (values.sign) {
    say('Signing …');
    await need('npx', SIGN);
  }

  const files = Object.fromEntries(
    Object.entries(filesBelow(inRoot('dist'))).map(([file, content]) => [`${id}/${file}`, content])
  );
  const name = `${id}-${version}.zip`;
  const zip = archive(files, seconds);
  fs.mkdirSync(inRoot('artifacts'), { recursive: true });
  fs.writeFileSync(inRoot('artifacts', name), zip);
  const sum = crypto.createHash('sha256').update(zip).digest('hex');
  fs.writeFileSync(inRoot('artifacts', `${name}.sha256`), `${sum}  ${name}\n`);
  say(`artifacts/${name}  ${(zip.length / 2 ** 20).toFixed(1)} MiB\nsha256 ${sum}`);
  return judge({ archive: true, say });
}

/** The scaffold writes the day of the build. */
function date(seconds) {
  const file = inRoot('dist/plugin.json');
  const plugin = JSON.parse(fs.readFileSync(file, 'utf8'));
  plugin.info.updated = new Date(seconds * 1000).toISOString().slice(0, 10);
  fs.writeFileSync(file, JSON.stringify(plugin, undefined, 2) + '\n');
}

/** In maps stand hashes of chunks from before they depended on the chunks' bytes alone, and not on the folder that they were built in. */
function placeless() {
  for (const name of fs.readdirSync(inRoot('dist')).filter((file) => file.endsWith('.js.map'))) {
    const map = fs.readFileSync(inRoot('dist', name), 'utf8');
    const hashes = /\?_cache=[0-9a-f]{20}|(?<=\\"\d+\\":\\")[0-9a-f]{20}/g;
    fs.writeFileSync(inRoot('dist', name), map.replaceAll(hashes, ''));
  }
}

async function need(command, args, env) {
  const { run } = await import('./run.mjs');
  const { code, output } = await run(command, args, { env });
  if (code !== 0) {
    throw new Error(`${command} ${args.join(' ')} failed:\n${output}`);
  }
}

await main().then(
  ({ failed }) => (process.exitCode = failed > 0 ? 1 : 0),
  (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
);
