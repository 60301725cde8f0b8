/** `npm run build`: the plugin in dist/, and what docker compose needs besides. */
import { prerequisites } from './prerequisites.mjs';

prerequisites();
const { BUILDS, build, CONTAINER_BUILDS } = await import('./builds.mjs');
const say = (line) => process.stdout.write(`${line}\n`);
await build({ builds: [...BUILDS, ...CONTAINER_BUILDS], say }).catch((error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
