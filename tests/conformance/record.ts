/**
 * Writes the fixtures anew, from the simulator's answers as the backend decodes them: `npm run conformance:record`. Read the
 * difference before you commit it: it is what saved queries will now give.
 */
import fs from 'node:fs';
import path from 'node:path';
import { BINARY } from '../../scripts/binary.mjs';
import { startSimulator } from '../../simulator/start';
import { advance, type Ask, begin, HOUR, type Reply } from '../../src/core';
import { startBackend } from '../../workbench/backend';
import { apiRequest } from '../apiRequest';
import { CASES, type Case } from './cases';
import { FOLDER, type Exchange, type Fixture } from './fixture';
import { panelContext } from '../panelContext';

const NOW = Date.parse('2026-11-24T02:17:30Z');
const ACCOUNT = '0123456789abcdef0123456789abcdef';
/** The simulator names its address in its answers: in fixtures it is the same in every recording. */
const ADDRESS = 'http://simulator.test';

async function main(): Promise<void> {
  const simulator = await startSimulator({ port: 0, seed: 11, videos: 5, account: ACCOUNT, now: () => NOW });
  let lastUpdatedMs = 0;
  const backend = await startBackend({
    binary: BINARY,
    settings: () => ({
      uid: 'recorder',
      name: 'Recorder',
      url: simulator.url,
      jsonData: { accountId: ACCOUNT, budget: 100_000 },
      secureJsonData: { apiToken: `any-${lastUpdatedMs}` },
      lastUpdatedMs,
    }),
  });
  try {
    for (const each of CASES) {
      lastUpdatedMs++; // Another data source and token: nothing is remembered, and no pause goes on.
      simulator.faults.clear();
      simulator.faults.add(each.faults ?? []);
      const fixture = await record(each, async (ask) => {
        const answer = await backend.callResource({
          path: 'asks',
          method: 'POST',
          body: JSON.stringify({ asks: [ask] }),
        });
        const [{ id, ...reply }]: Reply[] = JSON.parse(answer.body.toString(), withoutBudget).replies;
        // Where the backend puts the ID is no matter of a recording.
        return { ask, ...(await bodyOf(simulator.url, ask)), reply: { id, ...reply } };
      });
      const text = JSON.stringify(fixture, null, 1).replaceAll(simulator.url, ADDRESS);
      fs.writeFileSync(path.join(FOLDER, `${each.name}.json`), `${text}\n`);
    }
  } finally {
    await backend.stop();
    await simulator.close();
  }
}

/** What is left of the budget goes by what else is asked at the same time. */
const withoutBudget = (key: string, value: unknown): unknown => (key === 'budgetLeft' ? undefined : value);

async function record({ query, context: more }: Case, exchange: (ask: Ask) => Promise<Exchange>): Promise<Fixture> {
  const context = panelContext({ from: NOW - 6 * HOUR, to: NOW }, { intervalMs: HOUR, maxDataPoints: 100, ...more });
  const exchanges: Exchange[] = [];
  let step = begin(query, context);
  for (const open = [...step.asks]; step.result === undefined; open.push(...step.asks)) {
    const exchanged = await exchange(open.shift() as Ask);
    exchanges.push(exchanged);
    step = advance(step.execution, [exchanged.reply]);
  }
  return { query, context, exchanges: exchanges.sort((a, b) => (a.ask.id < b.ask.id ? -1 : 1)), result: step.result };
}

async function bodyOf(url: string, ask: Ask): Promise<Pick<Exchange, 'url' | 'body'>> {
  const { address, init } = apiRequest(url, ACCOUNT, ask);
  const body = await (await fetch(address, init)).text();
  return ask.rest === undefined ? { body } : { url: address, body };
}

void main();
