import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import pluginJson from '../../src/plugin.json';

/** What comes in the box, as it lies there: dashboards, alert rules, and the provisioning of the data source. */

const ROOT = path.join(__dirname, '../..');

export interface Target {
  readonly refId: string;
  readonly datasource?: { readonly type: string; readonly uid: string };
  readonly [key: string]: unknown;
}

export interface Override {
  readonly matcher: { readonly id: string; readonly options: string };
  readonly properties: ReadonlyArray<{ readonly id: string; readonly value?: unknown }>;
}

export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly description?: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly Target[];
  readonly fieldConfig?: {
    readonly defaults: Readonly<Record<string, unknown>>;
    readonly overrides: readonly Override[];
  };
}

export interface Variable {
  readonly type: string;
  readonly name: string;
  readonly label?: string;
  readonly description?: string;
  readonly query?: unknown;
}

export interface Annotation {
  readonly name: string;
  readonly datasource: { readonly type: string; readonly uid: string };
  readonly enable: boolean;
  readonly target: object;
}

export interface Dashboard {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly time: { readonly from: string };
  readonly templating: { readonly list: readonly Variable[] };
  readonly annotations: { readonly list: readonly Annotation[] };
  readonly links: ReadonlyArray<{ readonly type: string; readonly tags: readonly string[] }>;
  readonly panels: readonly Panel[];
}

export interface Rule {
  readonly uid: string;
  readonly title: string;
  readonly condition: string;
  readonly for: string;
  readonly noDataState: string;
  readonly execErrState: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly data: ReadonlyArray<{
    readonly refId: string;
    readonly datasourceUid: string;
    /** Seconds before now. */
    readonly relativeTimeRange?: { readonly from: number; readonly to: number };
    readonly model: Readonly<Record<string, unknown>>;
  }>;
}

/** Files by their names, from a folder of the repository. */
function filesIn<T>(folder: string, extension: string, read: (text: string) => T): Array<[file: string, content: T]> {
  const names = fs.readdirSync(path.join(ROOT, folder)).filter((name) => name.endsWith(extension));
  return names.map((name) => [name, read(fs.readFileSync(path.join(ROOT, folder, name), 'utf8'))]);
}

export const DASHBOARDS = filesIn('src/dashboards', '.json', (text): Dashboard => JSON.parse(text));

/** What plugin.json says is in the box. */
export const LISTED = pluginJson.includes.map(({ path: file }) => path.basename(file));

export const GROUPS = filesIn('provisioning/alerting', '.yaml', parse).flatMap(
  ([, { groups }]) =>
    groups as Array<{ readonly name: string; readonly interval: string; readonly rules: readonly Rule[] }>
);

export const RULES = GROUPS.flatMap(({ rules }) => rules);

export const DATASOURCES = filesIn('provisioning/datasources', '.yaml', parse).flatMap(
  ([, { datasources }]) => datasources as Array<{ readonly uid: string; readonly type: string }>
);

/** Every query of a panel, with its place for people to read. */
export const QUERIES = DASHBOARDS.flatMap(([, dashboard]) =>
  dashboard.panels.flatMap((panel) =>
    (panel.targets ?? []).map(
      (target): [place: string, query: { dashboard: Dashboard; panel: Panel; target: Target }] => [
        `${dashboard.title}: ${panel.title}`,
        { dashboard, panel, target },
      ]
    )
  )
);
