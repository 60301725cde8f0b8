import fs from 'node:fs';
import path from 'node:path';
import { defineConfig } from '@rsbuild/core';
import { pluginReact } from '@rsbuild/plugin-react';
import { BUILT, OTHERS, PACKAGES } from './packages.mjs';

const root = path.join(import.meta.dirname, '..');
const packages = path.join(root, PACKAGES);
const { version } = JSON.parse(fs.readFileSync(path.join(packages, '@grafana/ui/package.json'), 'utf8'));

/** @grafana/ui is written for react-router-dom 5 with its compat package, @grafana/scenes for 6, which that package is. */
const scenesRouter = {
  include: /node_modules.@grafana.scenes/,
  resolve: { alias: { 'react-router-dom': 'react-router-dom-v5-compat' } },
};

/** Grafana's packages import in a way that strict ES modules do not allow. */
const looseModules = {
  test: /\.m?js$/,
  include: /node_modules.@grafana/,
  type: 'javascript/auto',
  resolve: { fullySpecified: false },
};

/** The page lies beside the repository's packages, and is not to find them where others are asked for. */
const otherPackages = { include: path.join(import.meta.dirname, 'page'), resolve: { modules: [packages] } };

export default defineConfig({
  root: import.meta.dirname,
  plugins: [pluginReact({ swcReactOptions: { runtime: 'classic' } })],
  source: {
    entry: { index: './page/main.tsx' },
    tsconfigPath: '../tsconfig.json',
    // Grafana 12 counts on it, and its packages leave it to others.
    preEntry: OTHERS ? [path.join(packages, 'moment-timezone')] : [],
  },
  html: { template: './page/index.html', templateParameters: { grafanaVersion: version } },
  output: { distPath: { root: path.join(root, BUILT) }, cleanDistPath: true, sourceMap: false },
  performance: { printFileSize: false },
  tools: {
    rspack: {
      module: {
        rules: [looseModules, scenesRouter, ...(OTHERS ? [otherPackages] : [])],
        parser: { javascript: { exportsPresence: false } },
      },
    },
  },
});
