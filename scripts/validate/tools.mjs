import fs from 'node:fs';
import path from 'node:path';
import { root } from '../root.mjs';
import { run } from '../run.mjs';
import { readPlugin } from './plugin.mjs';
import { schemaProblems } from './pluginJsonShape.mjs';

/**
 * Checks that are commands. Each gives `problems`, as text, or `notRun`: why it could not be made, which is a network that is not
 * there.
 */
const command = (name, program, ...args) => ({ name, run: () => outcome(program, args) });

async function outcome(program, args) {
  const { code, output } = await run(program, args);
  return code === 0 ? {} : UNREACHABLE.test(output) ? { notRun: lastLines(output, 3) } : { problems: output.trim() };
}

const UNREACHABLE =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|Could not resolve|no such host|dial tcp|audit endpoint returned an error/;

const lastLines = (text, count) => text.trim().split('\n').slice(-count).join(' · ');

/** Quick, and without a network. */
export const TOOLS = [
  command('nothing is unused (knip)', 'knip', '--no-progress'),
  command('bundles keep to their size (size-limit)', 'size-limit'),
];

/** The Grafana packages of the floor in plugin.json and of the newest that is known to be whole. */
const GRAFANAS = ['12.4.10', '13.2.2'];

const compatible = (version) => ({
  name: `nothing is used that Grafana ${version} has not (levitate)`,
  run: async () => {
    const found = await outcome('npx', [
      ...['--yes', '@grafana/levitate@0.17.2', 'is-compatible', '--path', 'src/module.ts'],
      ...['--target', ['data', 'runtime', 'ui'].map((part) => `@grafana/${part}@${version}`).join(',')],
    ]);
    return found.problems && !NAMED.test(found.problems) ? {} : found;
  },
});

/** It also counts, and fails for, types that differ somewhere below while their own text is equal, and names none of them. */
const NAMED = /^\W*\d+\).*(Removed|Changed)/m;

const SCHEMA = JSON.parse(fs.readFileSync(path.join(root, 'src/plugin.json'), 'utf8')).$schema;

const schema = {
  name: "plugin.json is right by Grafana's own schema",
  run: async () => {
    const response = await fetch(SCHEMA).catch((error) => ({
      ok: false,
      status: error.cause?.message ?? error.message,
    }));
    if (!response.ok) {
      return { notRun: `${SCHEMA}: ${response.status}` };
    }
    const problems = schemaProblems(await response.json(), readPlugin().pluginJson);
    return problems.length > 0 ? { problems: problems.join('\n') } : {};
  },
};

/** Minutes, and a network. */
export const FULL_TOOLS = [
  schema,
  ...GRAFANAS.map(compatible),
  command(
    'no package that is shipped is known to be unsafe (npm audit)',
    'npm',
    'audit',
    '--omit',
    'dev',
    '--audit-level',
    'high'
  ),
  command(
    'the backend calls nothing that is known to be unsafe (govulncheck)',
    ...['go', 'run', 'golang.org/x/vuln/cmd/govulncheck@v1.1.4', './pkg/...']
  ),
];
