import type { KnipConfig } from 'knip';

/** What nobody uses: files, exports, dependencies. `npm run validate` finds none. */
const config: KnipConfig = {
  entry: [
    // What Go runs through the bundle is used as well.
    'src/core/index.ts',
    'scripts/query/main.ts',
    'tests/mutation.jest.js',
    'tests/mutation.setup.js',
    'tests/mutation.suite.js',
    'tests/oracle/fuzz.ts',
    'workbench/main.ts',
    'workbench/page/main.tsx',
    'workbench/rsbuild.config.mjs',
  ],
  project: ['{src,simulator,workbench,scripts,tests,bench}/**/*.{ts,tsx,mjs,js}'],
  ignoreExportsUsedInFile: true,
  ignoreBinaries: ['go'],
  ignoreDependencies: [
    // The scaffold's, in .config, which is not ours to write.
    ...['@stylistic/eslint-plugin-ts', '@typescript-eslint/.+', 'eslint-config-prettier', 'eslint-plugin-.+'],
    ...['.+-webpack-plugin', 'webpack-.+', 'glob', '.+-loader', '@grafana/eslint-config'],
    // Files that the workbench serves.
    '@fontsource/.+',
    // The editor's.
    'prettier',
  ],
};

export default config;
