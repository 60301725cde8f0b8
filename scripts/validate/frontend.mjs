import { built } from './plugin.mjs';

/** What Grafana 12.4 and later hand to every plugin; `module` is the loader's own. */
export const SHARED = [
  ...['@emotion/css', '@emotion/react', '@grafana/data', '@grafana/data/unstable', '@grafana/runtime'],
  ...['@grafana/runtime/unstable', '@grafana/ui', '@grafana/ui/unstable', 'i18next', 'lodash', 'module', 'moment'],
  ...['react', 'react-dom', 'react-redux', 'react-router', 'react/jsx-runtime', 'redux', 'rxjs'],
];

/** The modules that an AMD bundle asks its loader for. Errors: it is no such bundle. */
export function asksFor(bundle) {
  const [, list] = bundle.match(/\bdefine\(\s*(\[[^\]]*\])/) ?? [];
  if (list === undefined) {
    throw new Error('module.js is no AMD bundle: it has no define([…])');
  }
  return JSON.parse(list);
}

/** Sources of the maps that are not the repository's, letter by letter; libraries and the bundler's own are left out. */
export const foreignSources = (plugin) =>
  Object.keys(plugin.dist)
    .filter((file) => file.endsWith('.js.map'))
    .flatMap((file) => {
      const { sources, sourcesContent } = JSON.parse(built(plugin, file));
      return sources.flatMap((source, index) => {
        const [, name] = source.match(/^webpack:\/\/[^/]+\/\.\/(?!node_modules\/)(.*)/) ?? [];
        return name !== undefined && plugin.sources[`src/${name}`] !== sourcesContent[index]
          ? [`${file}: src/${name} is another text`]
          : [];
      });
    });
