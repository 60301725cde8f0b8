/**
 * `npm run test:compat`: the tests in the browser once more, on the packages of the oldest Grafana that is supported, and with its
 * React: the same module.js, another page around it. Installs them on first use, where npm's `ci` and the manifest of Go files do
 * not look: into node_modules/.cache.
 */
import fs from 'node:fs';
import path from 'node:path';
import { install, installed, prerequisites } from './prerequisites.mjs';
import { root } from './root.mjs';

const SET = 'grafana-12.4';

prerequisites();
const { build } = await import('./builds.mjs');
const { run } = await import('./run.mjs');
const say = (line) => process.stdout.write(`${line}\n`);

const home = path.join('node_modules/.cache', SET);
fs.mkdirSync(path.join(root, home), { recursive: true });
for (const file of [`workbench/${SET}/package.json`, `workbench/${SET}/package-lock.json`, '.npmrc']) {
  fs.copyFileSync(path.join(root, file), path.join(root, home, path.basename(file)));
}
if (!installed(path.join(root, home))) {
  install(path.join(root, home));
}
await build({ names: ['core', 'frontend', 'backend'], say });

const env = { WORKBENCH_PACKAGES: home };
say(`Building the workbench page on ${SET} …`);
const page = await run('rsbuild', ['build', '--config', 'workbench/rsbuild.config.mjs'], {
  env: { ...env, NODE_ENV: 'production' },
});
if (page.code !== 0) {
  say(page.output);
  process.exit(1);
}
const { code } = await run('playwright', ['test', ...process.argv.slice(2)], { env, onLine: say });
process.exitCode = code;
