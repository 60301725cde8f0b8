import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, Stack, Text, useStyles2 } from '@grafana/ui';
import { begin, callsInWords, type DatasetStep, type GraphqlAsk, type Step } from '../../core';
import { type Asked, contextOf, type Known } from '../../host/context';
import type { SavedQuery } from '../../host/savedQuery';
import type { StreamSource } from '../../host/source';
import { useLimits } from './useLimits';

interface Props {
  source: StreamSource;
  /** With its variables replaced. */
  query: SavedQuery;
  asked: Asked;
}

/** What the query begins with in the time range as it is: its GraphQL, or its calls over REST. Nothing is sent. */
export function Preview({ source, query, asked }: Props) {
  const styles = useStyles2(getStyles);
  const limits = useLimits(source);
  if (limits === undefined) {
    return <Text color="secondary">Reading the limits of the account…</Text>;
  }
  const step = stepOf(query, asked, { limits, settings: source.settings });
  if (typeof step === 'string') {
    return <Text color="secondary">{step}</Text>;
  }
  const text = spelt(step, source.settings.accountId ?? '');
  return (
    <>
      <Stack alignItems="center" justifyContent="space-between" wrap gap={1}>
        <Text variant="bodySmall">{effort(step)}</Text>
        <ClipboardButton variant="secondary" size="sm" icon="copy" getText={() => text}>
          Copy
        </ClipboardButton>
      </Stack>
      <pre className={styles.text} tabIndex={0} role="region" aria-label={isOfSource(step) ? 'Calls' : 'GraphQL'}>
        {text}
      </pre>
    </>
  );
}

/** The first step of the query, or why there is nothing to ask. */
function stepOf(query: SavedQuery, asked: Asked, known: Known): Step | string {
  try {
    const step = begin(query, contextOf(query, asked, known));
    const { error, notices = [] } = step.result ?? {};
    return step.asks.length > 0 ? step : (error?.message ?? notices.map(({ text }) => text).join(' '));
  } catch (thrown) {
    return String(thrown);
  }
}

const isOfSource = (step: Step): step is Exclude<Step, DatasetStep> => 'source' in step.execution;

function effort(step: Step): string {
  if (isOfSource(step)) {
    return `${count(step.asks.length, 'call')} to begin with; more where the answers call for them.`;
  }
  const { asks, execution } = step;
  const windows = execution.logs?.plan.windows.length ?? new Set(asks.map(({ window }) => window.from)).size;
  const then = execution.plan?.rank
    ? ' to rank the series, then as many for those that are shown'
    : execution.logs && windows > 1
      ? ' for the newest, then one after another while the limit is not reached'
      : '';
  return `${count(windows, 'window')}, ${count(asks.length, 'upstream query', 'upstream queries')}${then}; more where a page comes back full.`;
}

const count = (number: number, one: string, more = `${one}s`): string => `${number} ${number === 1 ? one : more}`;

/** How many sets of variables are spelt out. */
const MOST = 3;

/** Calls one a line; or each document once, and its variables in JSON. */
const spelt = (step: Step, accountTag: string): string =>
  isOfSource(step) ? callsInWords(step.asks).replaceAll('{account}', accountTag) : documents(step.asks, accountTag);

const documents = (asks: readonly GraphqlAsk[], accountTag: string): string =>
  [
    asks[0].document,
    ...asks.slice(0, MOST).map(({ variables }) => JSON.stringify({ accountTag, ...variables }, null, 2)),
    ...(asks.length > MOST ? [`# and ${asks.length - MOST} more with other times`] : []),
  ].join('\n\n');

const getStyles = (theme: GrafanaTheme2) => ({
  text: css({
    margin: theme.spacing(1, 0, 0),
    padding: theme.spacing(1),
    maxHeight: theme.spacing(50),
    overflow: 'auto',
    fontSize: theme.typography.bodySmall.fontSize,
    fontFamily: theme.typography.fontFamilyMonospace,
    color: theme.colors.text.primary,
    background: theme.colors.background.canvas,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
});
