import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import packageJson from '../../package.json';
import pluginJson from '../../src/plugin.json';

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
}

interface Job {
  readonly 'runs-on': string;
  readonly 'timeout-minutes'?: number;
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly unknown[]>> };
  readonly steps: readonly Step[];
}

interface Workflow {
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
}

const root = path.join(__dirname, '../..');
const FOLDER = path.join(root, '.github/workflows');
const FILES = fs.readdirSync(FOLDER);
const read = (file: string) => fs.readFileSync(path.join(FOLDER, file), 'utf8');
const workflow = (file: string): Workflow => parse(read(file), { strict: true, uniqueKeys: true });

const JOBS = FILES.flatMap((file) =>
  Object.entries(workflow(file).jobs).map(([name, job]) => [`${name} in ${file}`, { file, job }] as const)
);

test('there are workflows', () => expect(FILES).toEqual(expect.arrayContaining(['ci.yml', 'release.yml'])));

test.each(FILES)('%s may read the repository and no more', (file) => {
  expect(workflow(file).permissions).toEqual({ contents: 'read' });
});

describe.each(JOBS)('%s', (_, { file, job }) => {
  test('calls npm scripts that there are', () => {
    const called = job.steps.flatMap(({ run = '' }) =>
      [...run.matchAll(/npm (?:run (?:--\S+ )*)?([\w:-]+)/g)].map(([, script]) => script)
    );
    expect(called.length).toBeGreaterThan(0);
    expect(called.filter((script) => !(script in packageJson.scripts))).toEqual([]);
  });

  test('pins every action to a commit and says its version', () => {
    const uses = read(file)
      .split('\n')
      .filter((line) => /^\s*(- )?uses:/.test(line));
    expect(uses.filter((line) => !/uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
  });

  test('ends some time, on a named machine', () => {
    expect(job['timeout-minutes']).toBeGreaterThan(0);
    expect(job['runs-on']).not.toMatch(/latest/);
  });

  test('names what its matrix and the other jobs have', () => {
    const matrix = Object.keys(job.strategy?.matrix ?? {});
    const named = [...JSON.stringify(job).matchAll(/\bmatrix\.(\w+)/g)].map(([, name]) => name);
    expect(named.filter((name) => !matrix.includes(name))).toEqual([]);
    expect([job.needs ?? []].flat().filter((name) => !(name in workflow(file).jobs))).toEqual([]);
  });

  test('leaves no token in the working copy', () => {
    const checkouts = job.steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));
    expect(checkouts).not.toHaveLength(0);
    expect(checkouts).toEqual(
      checkouts.map((step) => expect.objectContaining({ ...step, with: { 'persist-credentials': false } }))
    );
  });
});

test('the oldest Grafana that is supported is among those that are tested on', () => {
  const floor = pluginJson.dependencies.grafanaDependency.match(/^>=(\d+\.\d+)\./)![1];
  const tested = workflow('ci.yml').jobs.grafana.strategy!.matrix.grafana as readonly string[];
  expect(tested.some((version) => version.startsWith(`${floor}.`))).toBe(true);
  expect(tested).toContain(packageJson.dependencies['@grafana/ui']);
});

test('updates are looked for wherever packages are named', () => {
  const { updates } = parse(fs.readFileSync(path.join(root, '.github/dependabot.yml'), 'utf8')) as {
    updates: ReadonlyArray<{ 'package-ecosystem': string; directory: string }>;
  };
  const named = updates.map((each) => `${each['package-ecosystem']} ${each.directory}`);
  expect(named.sort()).toEqual(['github-actions /', 'gomod /', 'npm /', 'npm /workbench/grafana-12.4']);
  const folders = updates.filter((each) => each['package-ecosystem'] === 'npm').map(({ directory }) => directory);
  expect(folders.filter((folder) => !fs.existsSync(path.join(root, folder, 'package-lock.json')))).toEqual([]);
});
