import assert from 'node:assert/strict';
import test, { after, before, describe } from 'node:test';
import type { Trouble } from '../../simulator/troubles';
import { RULES } from '../box/files';
import { eventually, grafana, simulator, SIMULATOR_URL } from './grafana';
import { accountOf, HOUR } from './provisioned';

/**
 * Every alert rule of the box, evaluated by Grafana itself: at rest, firing once the simulator is in the trouble that it is about,
 * and at rest again when that is over.
 */

const MINUTE = 60_000;

interface Alert {
  readonly state: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

interface State {
  readonly name: string;
  readonly state: string;
  readonly health: string;
  readonly lastError?: string;
  readonly alerts?: readonly Alert[];
}

async function statesOf(): Promise<readonly State[]> {
  const { body } = await grafana<{ data: { groups: Array<{ rules: State[] }> } }>(
    'GET',
    '/api/prometheus/grafana/api/v1/rules'
  );
  return body.data.groups.flatMap(({ rules }) => rules);
}

/** The alert of a rule, about one live input where it is one of each. */
async function alertOf(title: string, inputId?: string): Promise<Alert | undefined> {
  const rule = (await statesOf()).find(({ name }) => name === title);
  return rule?.alerts?.find(({ labels }) => inputId === undefined || labels.inputId === inputId);
}

/** Long enough for the slowest: its `for`, and two evaluations. */
const LONGEST_SECONDS = 25 * 60;

const fires = (title: string, inputId?: string): Promise<Alert> =>
  eventually(`${title} fires`, LONGEST_SECONDS, async () => {
    const alert = await alertOf(title, inputId);
    return alert?.state.startsWith('Alerting') ? alert : undefined; // "Alerting (Error)" where Cloudflare does not answer.
  });

/** A live input that sends nothing has no alert at all. */
const rests = (title: string, inputId?: string): Promise<true> =>
  eventually(`${title} rests`, LONGEST_SECONDS, async () => {
    const alert = await alertOf(title, inputId);
    return alert === undefined || alert.state.startsWith('Normal') ? true : undefined;
  });

/** What is settled is not asked again, whatever the simulator says now: only a data source that was changed asks anew. */
const forget = () => grafana('POST', '/api/admin/provisioning/datasources/reload');

async function order(troubles: ReadonlyArray<Partial<Trouble>>): Promise<void> {
  const { status } = await simulator('POST', '/troubles', troubles);
  assert.ok(status < 300, `${SIMULATOR_URL} is no simulator`);
  await forget();
}

async function calm(): Promise<void> {
  await simulator('DELETE', '/troubles');
  await simulator('DELETE', '/faults');
  await forget();
}

/** The one that is always connected, so that it rests until it is in trouble. */
async function studio(): Promise<string> {
  const { body } = await simulator<{ result: { liveInputs: Array<{ uid: string; meta: { name: string } }> } }>(
    'GET',
    `/client/v4/accounts/${await accountOf()}/stream/live_inputs`
  );
  return body.result.liveInputs.find(({ meta }) => meta.name === 'Studio')?.uid ?? '';
}

interface Scenario {
  readonly what: string;
  bring(input: string, now: number): Promise<unknown>;
  /** By title, with a word of what the alert must say. */
  readonly fires: Readonly<Record<string, RegExp>>;
}

/** Rules about live inputs have an alert for each. */
const OF_INPUTS = RULES.filter(({ data }) => JSON.stringify(data).includes('inputId')).map(({ title }) => title);

const SCENARIOS: readonly Scenario[] = [
  {
    what: 'a month of crowds, then nobody; an encoder that struggles; little storage',
    bring: (input, now) =>
      order([
        { kind: 'audience', value: 30, to: now - 4 * HOUR },
        { kind: 'audience', value: 0, from: now - 4 * HOUR },
        { kind: 'keyframes', value: 12_000, input, from: now - 30 * MINUTE },
        { kind: 'upload', value: 0.9375, input, from: now - 30 * MINUTE },
        { kind: 'bitRate', value: 0.25, input, from: now - 30 * MINUTE },
        { kind: 'storage', value: 7000 },
      ]),
    fires: {
      'Viewing stopped': /^0 minutes/,
      'Viewing dropped against last week': /^0\.0 viewers/,
      'Minutes of the month over budget': /M minutes by the end of the month/,
      'Storage nearly full': /^9\d\.\d %/,
      'Live input with keyframes out of range': /every 12000 ms/,
      'Live input that uploads too slowly': /takes 94 %/,
      'Bit rate of a live input collapsed': /^1\.\d+Mbit\/s in the last five minutes, [45]/,
    },
  },
  {
    what: 'a live input whose encoder is gone',
    bring: (input, now) => order([{ kind: 'disconnected', input, from: now - 20 * MINUTE }]),
    fires: { 'Live input lost': /and 0 segments/ },
  },
  {
    what: 'an API that answers with a page of HTML',
    bring: () => simulator('POST', '/faults', [{ kind: 'html' }]),
    fires: { 'No data from Cloudflare': /no answer from Cloudflare/ },
  },
];

describe('alert rules', { skip: process.argv.includes('--no-rules') }, () => {
  let input = '';
  before(async () => {
    input = await studio();
    assert.notEqual(input, '');
    await calm();
  });
  after(calm);

  const inputOf = (title: string) => (OF_INPUTS.includes(title) ? input : undefined);

  test('each rule of the box is brought to fire below', () => {
    assert.deepEqual(
      SCENARIOS.flatMap((each) => Object.keys(each.fires)).sort(),
      RULES.map(({ title }) => title).sort()
    );
  });

  test('all are evaluated without an error, and rest', async () => {
    await Promise.all(RULES.map(({ title }) => rests(title, inputOf(title))));
    const unwell = () => statesOf().then((states) => states.filter(({ health }) => health !== 'ok'));
    await eventually('all are evaluated', LONGEST_SECONDS, async () =>
      (await unwell()).length === 0 ? true : undefined
    );
  });

  for (const { what, bring, fires: expected } of SCENARIOS) {
    test(`${what}: ${Object.keys(expected).join(', ')}`, async () => {
      try {
        await bring(input, Date.now());
        await Promise.all(
          Object.entries(expected).map(async ([title, words]) => {
            const { annotations } = await fires(title, inputOf(title));
            assert.match(annotations.description, words, title);
            console.log(`  fires:    ${title}: ${annotations.description}`);
          })
        );
      } finally {
        await calm();
      }
      await Promise.all(
        Object.keys(expected).map(async (title) => {
          await rests(title, inputOf(title));
          console.log(`  resolves: ${title}`);
        })
      );
    });
  }
});
