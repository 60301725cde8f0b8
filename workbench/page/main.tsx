import { setWeekStart, ThemeContext } from '@grafana/data';
import { initPluginTranslations } from '@grafana/i18n';
import { config, locationService, LocationServiceProvider } from '@grafana/runtime';
import { GlobalStyles, ModalRoot, PortalContainer } from '@grafana/ui';
import React from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'react-router-dom';
import { CompatRouter } from 'react-router-dom-v5-compat';
import { installFieldOptions } from './fieldOptions';
import { Page } from './Page';
import { registerPanels } from './panels/register';
import { loadPlugin } from './plugin';
import { reloadAfterRestart } from './restarts';
import { installServices } from './services/install';
import { Session } from './session';
import { shareModules } from './sharedModules';

async function start(root: HTMLElement): Promise<void> {
  shareModules();
  installFieldOptions();
  registerPanels();
  setWeekStart('monday');
  await initPluginTranslations('workbench', []);
  let session: Session | undefined;
  installServices(() => session!);
  const { plugin, meta } = await loadPlugin();
  const loaded = new Session(plugin, meta);
  await loaded.load();
  session = loaded;
  createRoot(root).render(
    <Router history={locationService.getHistory()}>
      <CompatRouter>
        <LocationServiceProvider service={locationService}>
          <ThemeContext.Provider value={config.theme2}>
            <GlobalStyles />
            <Page session={loaded} />
            <PortalContainer />
            <ModalRoot />
          </ThemeContext.Provider>
        </LocationServiceProvider>
      </CompatRouter>
    </Router>
  );
}

const root = document.getElementById('root')!;
start(root).catch((error) => {
  root.textContent = `The workbench cannot start: ${error?.message ?? error?.data?.message ?? error}`;
});
reloadAfterRestart();
