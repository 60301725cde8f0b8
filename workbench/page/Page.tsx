import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { config, locationService } from '@grafana/runtime';
import { ErrorBoundaryAlert, Icon, Stack, Tab, TabsBar, Text, ToolbarButton, useStyles2 } from '@grafana/ui';
import React from 'react';
import { useLocation } from 'react-router-dom';
import { Configuration } from './configuration/Configuration';
import { Dashboard } from './dashboard/Dashboard';
import { Explore } from './explore/Explore';
import type { Session } from './session';
import { VariablesAndAnnotations } from './variables/VariablesAndAnnotations';

const TABS = [
  { path: '/', label: 'Dashboard', icon: 'apps' },
  { path: '/explore', label: 'Explore', icon: 'compass' },
  { path: '/variables', label: 'Variables and annotations', icon: 'sliders-v-alt' },
  { path: '/configuration', label: 'Configuration', icon: 'cog' },
] as const;

/** The frame around the tabs. */
export function Page({ session }: { session: Session }) {
  const styles = useStyles2(getStyles);
  const { pathname } = useLocation();
  // A dashboard's own address belongs to no tab.
  const { label } = TABS.find(({ path }) => path === pathname) ?? TABS[0];
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <Stack alignItems="center" gap={1}>
          <img src={`${session.meta.baseUrl}/${session.meta.info.logos.small}`} alt="" width={24} height={24} />
          <Text variant="h4" element="span">
            {session.meta.name}
          </Text>
        </Stack>
        <TabsBar className={styles.tabs} hideBorder>
          {TABS.map(({ path, label: name, icon }) => (
            <Tab
              key={path}
              label={name}
              icon={icon}
              active={name === label}
              onChangeTab={() => locationService.push(path + themeSearch())}
            />
          ))}
        </TabsBar>
        <ThemeSwitch />
      </header>
      <p className={styles.banner} role="note">
        <Icon name="info-circle" size="sm" /> A workbench, not Grafana: the built plugin and its backend on simulated
        data.
      </p>
      <main className={styles.main}>
        <ErrorBoundaryAlert key={label} title={`${label} has failed`}>
          {label === 'Dashboard' && <Dashboard />}
          {label === 'Explore' && <Explore session={session} />}
          {label === 'Variables and annotations' && <VariablesAndAnnotations session={session} />}
          {label === 'Configuration' && <Configuration session={session} />}
        </ErrorBoundaryAlert>
      </main>
    </div>
  );
}

const themeSearch = () => (config.theme2.isLight ? '?theme=light' : '');

/** The theme is fixed while the page loads, so this loads it anew. */
function ThemeSwitch() {
  const { pathname, search } = useLocation();
  const other = config.theme2.isLight ? 'dark' : 'light';
  const change = () => {
    const params = new URLSearchParams(search);
    params.set('theme', other);
    window.location.assign(`${pathname}?${params}`);
  };
  return <ToolbarButton icon="palette" tooltip={`Change to the ${other} theme`} onClick={change} />;
}

const getStyles = (theme: GrafanaTheme2) => ({
  page: css({
    display: 'flex',
    flexDirection: 'column',
    minHeight: '100vh',
    background: theme.colors.background.canvas,
  }),
  header: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 3),
    padding: theme.spacing(0.5, 2),
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
  }),
  tabs: css({ flexGrow: 1 }),
  banner: css({
    margin: 0,
    padding: theme.spacing(0.5, 2),
    color: theme.colors.info.text,
    background: theme.colors.info.transparent,
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  main: css({
    display: 'flex',
    flexDirection: 'column',
    flexGrow: 1,
    gap: theme.spacing(2),
    padding: theme.spacing(2),
  }),
});
