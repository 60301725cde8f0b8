import { archiveOf } from '../../simulator/archive';
import { makeDimensions } from '../../simulator/dimensions';
import { DEFAULTS } from '../../simulator/options';
import { answerQuery } from '../../simulator/query';
import { makeSampling } from '../../simulator/sampling';
import { makeSchema } from '../../simulator/schema';
import type { World } from '../../simulator/world';
import type { Context, GraphqlAsk, Reply, Result } from '../../src/core';
import { zoneOffsets } from '../../src/host/zone';
import { run, tableOf } from '../exact/answer';
import { zoneWindow, type Case } from './case';
import { TESTED } from './facts';

/** What the core makes of a case, against the simulator's GraphQL in this very process. */

const schema = makeSchema();

interface Body {
  readonly data?: {
    readonly viewer: { readonly accounts: ReadonlyArray<Record<string, Parameters<typeof tableOf>[0]>> };
  };
  readonly errors?: ReadonlyArray<{ readonly message: string }> | null;
}

export async function answered(given: Case): Promise<{ result: Result; asked: number }> {
  const world = worldOf(given);
  // Each reply in turn is that of another open ask.
  let turn = given.order;
  const pick = (open: number) => (given.order === 0 ? 0 : (turn = (turn * 48_271) % 2_147_483_647) % open);
  const { result, asked } = await run(
    // This is about numbers; tests/exact has the names.
    { names: false, ...given.query },
    contextOf(given),
    (ask) => Promise.resolve(reply(ask as GraphqlAsk, world)),
    pick
  );
  return { result, asked: asked.length };
}

function reply(ask: GraphqlAsk, world: World): Reply {
  const variables = { ...ask.variables, accountTag: world.account };
  const { status, body } = answerQuery({ query: ask.document, variables }, schema, world, 300);
  // graphql-js makes objects without a prototype; on the wire there is JSON.
  const { data, errors } = JSON.parse(JSON.stringify(body)) as Body;
  if (data === undefined || errors) {
    return { id: ask.id, refusal: { kind: 'answer', status, errors: errors ?? [] } };
  }
  const [rows] = Object.values(data.viewer.accounts[0]);
  return { id: ask.id, table: tableOf(rows) };
}

function worldOf({ source, limits, now }: Case): World {
  const archive = archiveOf(source);
  return {
    ...DEFAULTS,
    archive,
    dimensions: makeDimensions(archive.catalogue),
    limits,
    sampling: makeSampling(Infinity),
    quiet: () => [],
    now: () => now,
  };
}

/** As the browser makes it. */
function contextOf(given: Case): Context {
  const { now, range, zone, caller, intervalMs, maxDataPoints, settleDelay, limits, told, ceilings } = given;
  return {
    now,
    range,
    intervalMs,
    maxDataPoints,
    zone: zoneOffsets(zone, zoneWindow(given)),
    limits: told ? Object.fromEntries(Object.keys(TESTED).map((name) => [name, limits])) : {},
    caller,
    settings: { settleDelay, maxRows: ceilings.rows, maxQueries: ceilings.queries },
    refId: 'A',
  };
}
