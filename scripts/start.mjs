/**
 * `npm start`: from a clean clone to the workbench in a browser. `--dev` builds and starts again whenever a file changes.
 */
import { createRequire } from 'node:module';
import { prerequisites } from './prerequisites.mjs';

prerequisites();
const { build } = await import('./builds.mjs');
try {
  await build({ say: (line) => process.stdout.write(`${line}\n`) });
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
endWithParent();
if (process.argv.includes('--dev')) {
  const { develop } = await import('./develop.mjs');
  develop();
} else {
  const { register } = await import('tsx/cjs/api');
  register();
  createRequire(import.meta.url)('../workbench/main.ts');
}

/** npm hands SIGTERM on to a shell, which ends without telling us. */
function endWithParent() {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) {
      clearInterval(watch);
      process.kill(process.pid, 'SIGTERM');
    }
  }, 500);
  watch.unref();
}
