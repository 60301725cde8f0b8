import { defineConfig } from '@rsbuild/core';
import { pluginReact } from '@rsbuild/plugin-react';

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

export default defineConfig({
  root: import.meta.dirname,
  plugins: [pluginReact({ swcReactOptions: { runtime: 'classic' } })],
  source: { entry: { index: './page/main.tsx' }, tsconfigPath: '../tsconfig.json' },
  html: { template: './page/index.html' },
  output: { distPath: { root: 'dist' }, sourceMap: false },
  performance: { printFileSize: false },
  tools: {
    rspack: {
      module: { rules: [looseModules, scenesRouter], parser: { javascript: { exportsPresence: false } } },
    },
  },
});
