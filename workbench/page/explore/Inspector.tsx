import { css } from '@emotion/css';
import { dataFrameToJSON, type GrafanaTheme2, type PanelData } from '@grafana/data';
import { Alert, Tab, TabContent, TabsBar, Text, useStyles2 } from '@grafana/ui';
import React, { useState } from 'react';

const TABS: Record<string, (props: { data: PanelData }) => React.JSX.Element> = {
  'Executed query': ExecutedQuery,
  Stats,
  Notices,
  JSON: Frames,
};

/** What an answer says about itself. */
export function Inspector({ data }: { data?: PanelData }) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState('Executed query');
  const Shown = TABS[open];
  return (
    <section className={styles.box} aria-label="Inspector">
      <TabsBar>
        {Object.keys(TABS).map((name) => (
          <Tab key={name} label={name} active={name === open} onChangeTab={() => setOpen(name)} />
        ))}
      </TabsBar>
      <TabContent className={styles.content}>
        {data ? <Shown data={data} /> : <Text color="secondary">Nothing has been asked yet.</Text>}
      </TabContent>
    </section>
  );
}

function ExecutedQuery({ data }: { data: PanelData }) {
  const texts = data.series.flatMap(({ meta }) => meta?.executedQueryString ?? []);
  return <Code text={texts.join('\n\n')} otherwise="No query was executed." />;
}

function Stats({ data }: { data: PanelData }) {
  const styles = useStyles2(getStyles);
  const stats = data.series.flatMap(({ meta }) => meta?.stats ?? []);
  return stats.length === 0 ? (
    <Text color="secondary">The answer has no stats.</Text>
  ) : (
    <table className={styles.stats}>
      <tbody>
        {stats.map(({ displayName, value }) => (
          <tr key={displayName}>
            <th scope="row">{displayName}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Notices({ data }: { data: PanelData }) {
  const errors = data.errors ?? [];
  const notices = data.series.flatMap(({ meta }) => meta?.notices ?? []);
  return errors.length + notices.length === 0 ? (
    <Text color="secondary">The answer has no notices.</Text>
  ) : (
    <>
      {errors.map(({ message, data: body }, index) => (
        <Alert key={index} severity="error" title={message ?? body?.message ?? 'The query failed.'} />
      ))}
      {notices.map(({ severity, text }, index) => (
        <Alert key={index} severity={severity} title={text} />
      ))}
    </>
  );
}

/** Longer ones only slow the page down. */
const LONGEST = 200_000;

function Frames({ data }: { data: PanelData }) {
  const text = JSON.stringify(
    data.series.map((frame) => dataFrameToJSON(frame)),
    null,
    2
  );
  const rest = text.length - LONGEST;
  return <Code text={rest > 0 ? `${text.slice(0, LONGEST)}\n… and ${rest} characters more` : text} />;
}

function Code({ text, otherwise = '' }: { text: string; otherwise?: string }) {
  const styles = useStyles2(getStyles);
  return text === '' ? (
    <Text color="secondary">{otherwise}</Text>
  ) : (
    <pre className={styles.code} tabIndex={0}>
      {text}
    </pre>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  box: css({
    background: theme.colors.background.primary,
    border: `1px solid ${theme.colors.border.weak}`,
    borderRadius: theme.shape.radius.default,
  }),
  content: css({ padding: theme.spacing(2), background: 'none' }),
  code: css({ maxHeight: 480, margin: 0, fontSize: theme.typography.bodySmall.fontSize }),
  stats: css({ th: { paddingRight: theme.spacing(4), fontWeight: theme.typography.fontWeightRegular } }),
});
