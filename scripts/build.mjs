import { prerequisites } from './prerequisites.mjs';

prerequisites();
const { build } = await import('./builds.mjs');
await build({ say: (line) => process.stdout.write(`${line}\n`) }).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
