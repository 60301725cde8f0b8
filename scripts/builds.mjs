import { BINARY, CONTAINER_BINARY } from './binary.mjs';
import { buildCore } from './build-core.mjs';
import { fingerprint, fresh, stamp } from './fresh.mjs';
import { run } from './run.mjs';

/** In the order in which they must be made: the backend embeds the core. */
export const BUILDS = [
  {
    name: 'core',
    sources: ['src/core', 'scripts/build-core.mjs'],
    outputs: [
      'pkg/core/bundle.js',
      'pkg/gateway/stream.graphql',
      'pkg/gateway/endpoints.json',
      'pkg/gateway/policy.json',
    ],
    make: buildCore,
  },
  {
    name: 'frontend',
    sources: ['src', '.config', 'webpack.config.ts', 'package-lock.json', 'README.md', 'CHANGELOG.md', 'LICENSE'],
    outputs: ['dist/module.js', 'dist/plugin.json'],
    make: () => tool('webpack', ['-c', './webpack.config.ts', '--env', 'production']),
  },
  {
    name: 'backend',
    sources: ['pkg', 'go.mod', 'go.sum'],
    outputs: [BINARY],
    make: () => goBuild(BINARY),
  },
  {
    name: 'workbench page',
    sources: ['workbench/page', 'workbench/rsbuild.config.mjs', 'package-lock.json'],
    outputs: ['workbench/dist/index.html'],
    make: () => tool('rsbuild', ['build', '--config', 'workbench/rsbuild.config.mjs'], { NODE_ENV: 'production' }),
  },
];

/** What docker compose mounts beside the frontend: containers have Linux, and not this machine's node_modules. */
export const CONTAINER_BUILDS = [
  CONTAINER_BINARY !== BINARY && {
    name: 'backend for containers',
    sources: ['pkg', 'go.mod', 'go.sum'],
    outputs: [CONTAINER_BINARY],
    make: () => goBuild(CONTAINER_BINARY, { GOOS: 'linux' }),
  },
  {
    name: 'simulator for containers',
    sources: ['simulator', 'package-lock.json'],
    outputs: ['artifacts/simulator.cjs'],
    make: () =>
      tool('esbuild', [
        'simulator/main.ts',
        ...['--bundle', '--platform=node', '--target=node20', '--outfile=artifacts/simulator.cjs', '--log-level=error'],
      ]),
  },
].filter(Boolean);

/**
 * Makes what is missing or older than its sources.
 *
 * @param builds all there are to choose from
 * @param names which of them; all if absent
 * @param say gets a line of progress
 * Errors: a build failed; the message holds its output.
 */
export async function build({ builds = BUILDS, names = builds.map(({ name }) => name), say = () => {} } = {}) {
  for (const step of builds.filter(({ name }) => names.includes(name))) {
    if (!fresh(step)) {
      say(`Building the ${step.name} …`);
      const taken = fingerprint(step.sources);
      await step.make();
      stamp(step, taken);
    }
  }
}

const goBuild = (binary, env) =>
  tool('go', ['build', '-tags', 'arrow_json_stdlib', '-ldflags', '-s -w', '-o', binary, './pkg'], {
    CGO_ENABLED: '0',
    ...env,
  });

async function tool(command, args, env) {
  const { code, output } = await run(command, args, { env });
  if (code !== 0) {
    throw new Error(`${command} ${args.join(' ')} failed:\n${output}`);
  }
}
