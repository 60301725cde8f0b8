/**
 * `npm run validate`: holds the built plugin to the rules of Grafana's catalogue and to our own. `-- --full` adds what takes minutes
 * and a network: Grafana's schema, its oldest and newest packages, and the lists of what is known to be unsafe. What could not be
 * reached is said, and fails where CI is set.
 */
import { parseArgs } from 'node:util';
import { prerequisites } from './prerequisites.mjs';

const { values } = parseArgs({ options: { full: { type: 'boolean', default: false } } });
prerequisites();
const { build } = await import('./builds.mjs');
const { judge } = await import('./validate/judge.mjs');
const say = (line) => process.stdout.write(`${line}\n`);

await build({ say });
const { passed, failed, skipped } = await judge({ ...values, say });
say(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} not looked at` : ''}`);
process.exitCode = failed > 0 || (skipped > 0 && process.env.CI) ? 1 : 0;
