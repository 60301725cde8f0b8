import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './root.mjs';

const STAMPS = path.join(root, 'node_modules/.cache/builds');

/** Whether all outputs are there and were made from the sources as they are now. Paths are relative to the root. */
export const fresh = ({ name, sources, outputs }) =>
  outputs.every((output) => fs.existsSync(path.join(root, output))) && readStamp(name) === fingerprint(sources);

/** Remembers the sources that a build was made from: to be taken before the build, in case they change meanwhile. */
export function stamp({ name }, taken) {
  fs.mkdirSync(STAMPS, { recursive: true });
  fs.writeFileSync(path.join(STAMPS, name), taken);
}

/** Makes the next build happen: somebody else writes these outputs now. */
export function forget(name) {
  fs.rmSync(path.join(STAMPS, name), { force: true });
}

/** Names, sizes and times of all files below the sources; tests do not count. */
export function fingerprint(sources) {
  const hash = crypto.createHash('sha256');
  for (const file of sources.flatMap((source) => files(path.join(root, source))).sort()) {
    const { size, mtimeMs } = fs.statSync(file);
    hash.update(`${file}\0${size}\0${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

const readStamp = (name) => {
  const file = path.join(STAMPS, name);
  return fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
};

function files(source) {
  if (!fs.existsSync(source)) {
    return [];
  }
  return fs.statSync(source).isDirectory()
    ? fs.readdirSync(source).flatMap((name) => files(path.join(source, name)))
    : /(\.test\.tsx?|_test\.go)$/.test(source)
      ? []
      : [source];
}
