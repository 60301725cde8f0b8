import fs from 'node:fs';
import path from 'node:path';
import packageJson from '../../package.json';
import { startSimulator } from '../../simulator/start';
import { settingsProblems } from '../../src/core';
import { answer, run } from '../exact/answer';
import { fieldsOf, readReleased, releasedFiles, type SavedField, SIMULATED } from './released';

/** A field that has more labels than it had is still the same to what refers to it; more fields may come beside it. */
const kept = (was: readonly SavedField[], fields: readonly SavedField[]) =>
  was.map((field) => {
    const same = fields.find(
      ({ name, labels }) =>
        name === field.name && Object.entries(field.labels ?? {}).every(([key, value]) => labels?.[key] === value)
    );
    return same && { ...same, ...(field.labels && { labels: field.labels }) };
  });

describe.each(releasedFiles())('%s', (file) => {
  const { settings, queries } = readReleased(file);

  test.each(queries)('$name gives the same frames as it did', async ({ query, context, fields: was }) => {
    const { account } = SIMULATED;
    const simulator = await startSimulator({ ...SIMULATED, now: () => context.now });
    try {
      const { result } = await run(query, context, (ask) => answer(simulator.url, account, ask));
      const fields = fieldsOf(result);
      expect(fields).toHaveLength(was.length);
      expect(was.map((each, index) => kept(each, fields[index]))).toEqual(was);
    } finally {
      await simulator.close();
    }
  });

  test.each(settings)('a data source with the settings %j is still set up', (jsonData) => {
    expect(settingsProblems({ jsonData })).toEqual([]);
  });
});

test('every version that was released before this one has its queries here', () => {
  const changelog = fs.readFileSync(path.join(__dirname, '../../CHANGELOG.md'), 'utf8');
  const versions = [...changelog.matchAll(/^## (\d+\.\d+\.\d+)/gm)].map(([, version]) => `${version}.json`);
  const before = versions.filter((version) => version !== `${packageJson.version}.json`);
  expect(before.filter((version) => !releasedFiles().includes(version))).toEqual([]);
});
