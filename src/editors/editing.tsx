import React, { type ComponentType, useState } from 'react';
import { CoreApp, dateTime, LoadingState, type PanelData } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { act, render, screen } from '@testing-library/react';
import userEvent, { PointerEventsCheckLevel } from '@testing-library/user-event';
import type { StreamSource } from '../host/source';
import { DAY } from '../core';

/** How the tests of editors use them: as Grafana shows them, with a person's clicks and keys. */

const NOW = Date.UTC(2026, 10, 1);

// Grafana's menus show as many options as they have room for; jsdom has none.
for (const side of ['clientWidth', 'clientHeight'] as const) {
  jest.spyOn(Element.prototype, side, 'get').mockReturnValue(400);
}

export const user = userEvent.setup({ delay: null, pointerEventsCheck: PointerEventsCheckLevel.Never });

export const source = {
  settings: { accountId: 'acc' },
  limits: async () => ({}),
} as Partial<StreamSource> as StreamSource;

/** What would be saved, and the query that ran last. */
export interface Seen<Query> {
  query: Query;
  ran: Query | undefined;
}

interface EditorProps<Query> {
  datasource: StreamSource;
  query: Query;
  onChange: (query: Query) => void;
  onRunQuery: () => void;
  data?: PanelData;
}

/** Shows an editor of a saved query, for a dashboard over the last days. */
export async function edit<Query>(
  Editor: ComponentType<EditorProps<Query>>,
  given: Query,
  days = 1
): Promise<Seen<Query>> {
  const seen: Seen<Query> = { query: given, ran: undefined };
  const [from, to] = [dateTime(NOW - days * DAY), dateTime(NOW)];
  const range = { from, to, raw: { from, to } };
  const request = {
    requestId: 'Q1',
    interval: '1h',
    intervalMs: 3_600_000,
    maxDataPoints: 500,
    range,
    scopedVars: {},
    targets: [] as DataQuery[],
    timezone: 'utc',
    app: CoreApp.PanelEditor,
    startTime: NOW,
  };
  const data: PanelData = { state: LoadingState.Done, series: [], timeRange: range, request };
  function Page() {
    const [query, setQuery] = useState(given);
    return (
      <Editor
        datasource={source}
        query={query}
        onChange={(next) => {
          seen.query = next;
          setQuery(next);
        }}
        onRunQuery={() => {
          seen.ran = seen.query;
        }}
        data={data}
      />
    );
  }
  render(<Page />);
  await act(async () => undefined); // The limits are known.
  return seen;
}

/** What ran last, once changes have settled. */
export async function lastRun<Query>(seen: Seen<Query>): Promise<Query | undefined> {
  await act(() => new Promise((settled) => setTimeout(settled, 300)));
  return seen.ran;
}

export async function choose(control: HTMLElement, option: string | RegExp): Promise<void> {
  await user.click(control);
  await user.click(await screen.findByRole('option', { name: option }));
  await user.keyboard('{Escape}');
}
