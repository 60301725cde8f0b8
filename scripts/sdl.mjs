/** Prints the SDL of all that the core may ever ask. */
import fs from 'node:fs';
import { prerequisites } from './prerequisites.mjs';

prerequisites({ quiet: true });
const { SDL } = await import('./build-core.mjs');
const { build } = await import('./builds.mjs');
await build({ names: ['core'] });
process.stdout.write(fs.readFileSync(SDL, 'utf8'));
