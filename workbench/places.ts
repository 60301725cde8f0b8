import path from 'node:path';
import pluginJson from '../src/plugin.json';
import { BUILT, PACKAGES } from './packages.mjs';

const root = path.join(__dirname, '..');
const installed = (name: string) => path.join(root, 'node_modules', name);

/** Where the files behind an address lie; the first that fits counts. An `at` without a slash at its end is one file. */
export const PLACES: ReadonlyArray<{ readonly at: string; readonly to: string }> = [
  { at: `/public/plugins/${pluginJson.id}/`, to: path.join(root, 'dist') },
  // Icons that Grafana's server has and its packages have not.
  ...['angle-double-left.svg', 'spinner.svg', 'sync-slash.svg'].map((icon) => ({
    at: `/public/build/img/icons/unicons/${icon}`,
    to: path.join(root, 'workbench/page/icons', icon),
  })),
  { at: '/public/build/img/', to: path.join(root, PACKAGES, '@grafana/ui/dist/public/img') },
  // Grafana's fonts, by their names there.
  { at: '/public/fonts/inter/Inter-Regular.woff2', to: inter('400-normal') },
  { at: '/public/fonts/inter/Inter-Medium.woff2', to: inter('500-normal') },
  { at: '/public/fonts/inter/Inter-Italic.woff2', to: inter('400-italic') },
  { at: '/public/fonts/inter/Inter-MediumItalic.woff2', to: inter('500-italic') },
  {
    at: '/public/fonts/roboto/L0xTDF4xlVMF-BfR8bXMIhJHg45mwgGEFl0_3vrtSM1J-gEPT5Ese6hmHSh0mQ.woff2',
    to: installed('@fontsource/roboto-mono/files/roboto-mono-latin-400-normal.woff2'),
  },
  { at: '/systemjs/', to: installed('systemjs/dist') },
  { at: '/static/', to: path.join(root, BUILT, 'static') },
];

/** Every other address outside `/api/` and `/public/` is a tab of the page. */
export const PAGE = path.join(root, BUILT, 'index.html');

function inter(style: string): string {
  return installed(`@fontsource/inter/files/inter-latin-${style}.woff2`);
}
