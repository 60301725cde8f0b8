import fs from 'node:fs';
import path from 'node:path';
import satisfies from 'spdx-satisfies';
import { root } from '../root.mjs';

/** Licences that ask for no more than to be named: of code that may go into what is published under Apache-2.0. */
const FREE = [
  '0BSD',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'BlueOak-1.0.0',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'Unlicense',
];

/** More, of fonts, lists and tools that stay here. */
const STAYING = ['CC-BY-3.0', 'CC-BY-4.0', 'MPL-2.0', 'OFL-1.1', 'Python-2.0', 'Zlib'];

/** Packages that say it in a file and not in package.json. */
const SAID_ELSEWHERE = {
  bytes: 'MIT',
  'fast-shallow-equal': 'Unlicense',
  'get-document': 'MIT',
  'react-universal-interface': 'Unlicense',
};

/** npm packages whose code is in the bundles, by the maps beside them. */
const bundled = ({ dist }) =>
  new Set(
    Object.keys(dist)
      .filter((file) => file.endsWith('.js.map'))
      .flatMap((file) => JSON.parse(dist[file].bytes.toString()).sources)
      .flatMap((source) => source.match(/node_modules\/((?:@[^/]+\/)?[^/]+)\//)?.[1] ?? [])
  );

/** The licence of each installed package, as an SPDX expression. Those for other platforms are not installed. */
export function installedLicences() {
  const { packages } = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  return Object.keys(packages)
    .filter((folder) => folder !== '')
    .map((folder) => path.join(root, folder, 'package.json'))
    .filter((file) => fs.existsSync(file))
    .map((file) => JSON.parse(fs.readFileSync(file, 'utf8')))
    .map(({ name, license, licenses }) => [name, license ?? licenses?.[0].type ?? SAID_ELSEWHERE[name] ?? 'none']);
}

/** Packages that may not be used as they are, as `name: licence`. */
export function strangeLicences(plugin, licences = installedLicences()) {
  const shipped = bundled(plugin);
  return licences
    .filter(([name, licence]) => !allowed(licence, shipped.has(name) ? FREE : [...FREE, ...STAYING]))
    .map(([name, licence]) => `${name}: ${licence}`);
}

function allowed(licence, list) {
  try {
    return satisfies(licence, list);
  } catch {
    return false; // not an SPDX expression
  }
}
