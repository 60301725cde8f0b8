import fs from 'node:fs';
import path from 'node:path';
import { FUZZ_TARGETS } from './fuzzTargets.mjs';

test('every fuzz target of the backend is run', () => {
  const found = fs
    .readdirSync('pkg', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('_test.go'))
    .flatMap((file) =>
      [...fs.readFileSync(path.join('pkg', file), 'utf8').matchAll(/^func (Fuzz\w+)\(/gm)].map(
        ([, name]) => `./pkg/${path.posix.dirname(file.split(path.sep).join('/'))} ${name}`
      )
    );
  expect(FUZZ_TARGETS.map(({ package: folder, name }) => `${folder} ${name}`).sort()).toEqual(found.sort());
});
