import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../root.mjs';
import { filesBelow } from './files.mjs';

/**
 * What is judged.
 *
 *   dist          what Grafana loads: { bytes, mode } by path
 *   sources       texts of the repository by path: the plugin's, Go's, and the few files at the top that rules are about
 *   pluginJson    as built
 *   version       of package.json
 *
 * A rule looks at these alone, so that its test can break one thing at a time.
 */
export function readPlugin() {
  const dist = filesBelow(path.join(root, 'dist'));
  return {
    dist,
    sources: readSources(),
    pluginJson: JSON.parse(dist['plugin.json']?.bytes.toString() ?? '{}'),
    version: JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')).version,
  };
}

const WANTED = /^(src\/|pkg\/|[^/]+$|\.config\/webpack\/)|\.go$/;
const BINARY = /\.(png|woff2)$/;

/** What git knows, or would take: generated files are not sources. */
function readSources() {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return Object.fromEntries(
    listed
      .split('\0')
      .filter((file) => WANTED.test(file) && !BINARY.test(file) && isFile(path.join(root, file)))
      .map((file) => [file, fs.readFileSync(path.join(root, file), 'utf8')])
  );
}

const isFile = (file) => fs.existsSync(file) && fs.lstatSync(file).isFile();

/** Text of a built file, empty where it is not there. */
export const built = ({ dist }, file) => dist[file]?.bytes.toString() ?? '';

/** Sources as [path, text] whose path fits, tests left out. */
export const sourcesOf = ({ sources }, fits) =>
  Object.entries(sources).filter(([file]) => fits.test(file) && !/(\.test\.tsx?|_test\.go)$/.test(file));
