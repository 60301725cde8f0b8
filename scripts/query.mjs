/** `npm run --silent query`: one query from the command line; see query/commandLine.ts. Standard output is JSON alone. */
import { createRequire } from 'node:module';
import { prerequisites } from './prerequisites.mjs';

prerequisites({ quiet: true });
const { build } = await import('./builds.mjs');
const { register } = await import('tsx/cjs/api');
register();
const { main } = createRequire(import.meta.url)('./query/main.ts');
process.exitCode = await main(process.argv.slice(2), () => build({ names: ['core', 'backend'] }));
