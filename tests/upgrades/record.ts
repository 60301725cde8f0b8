/**
 * `npm run upgrades:record`, once a release: keeps what this version saves and what its queries give, by the recordings of
 * tests/conformance, so that later versions can be held to it. A version that is there already stays as it is.
 */
import fs from 'node:fs';
import path from 'node:path';
import packageJson from '../../package.json';
import { names, read } from '../conformance/fixture';
import { CASES } from '../conformance/cases';
import { fieldsOf, FOLDER, type Released } from './released';

const file = path.join(FOLDER, `${packageJson.version}.json`);
if (fs.existsSync(file)) {
  console.error(`${file} is there already: what was released does not change.`);
  process.exit(1);
}

const faulty = CASES.filter(({ faults }) => faults !== undefined).map(({ name }) => `${name}.json`);
const released: Released = {
  settings: [
    { accountId: '0123456789abcdef0123456789abcdef' },
    {
      accountId: '0123456789abcdef0123456789abcdef',
      settleDelay: 600,
      maxRows: 100_000,
      maxQueries: 50,
      cacheSize: 128,
      budget: 200,
    },
  ],
  queries: names()
    .filter((name) => !faulty.includes(name))
    .map((name) => {
      const { query, context, result } = read(name);
      return { name: name.replace('.json', ''), query, context, fields: fieldsOf(result) };
    }),
};
fs.writeFileSync(file, `${JSON.stringify(released)}\n`);
