import path from 'node:path';
import ts from 'typescript';
import { DASHBOARDS } from './files';

/**
 * Every dashboard against Grafana's own types of its JSON, as far as npm has them: the dashboard, and by the type of a panel its
 * options and its own field options. Grafana publishes none for tables' cells and text's content beyond these.
 */

const RAW = '@grafana/schema/dist/esm/raw';
const kind = (name: string) => `${RAW}/composable/${name.toLowerCase()}/panelcfg/x/${name}PanelCfg_types.gen`;
const KINDS: Readonly<Record<string, string>> = {
  barchart: kind('BarChart'),
  bargauge: kind('BarGauge'),
  geomap: kind('Geomap'),
  logs: kind('Logs'),
  piechart: kind('PieChart'),
  stat: kind('Stat'),
  table: kind('Table'),
  text: kind('Text'),
  timeseries: kind('TimeSeries'),
};
/** Kinds of panels with field options of their own. */
const CUSTOM = ['barchart', 'piechart', 'table', 'timeseries'];

/** JSON has the values of an enum, not their names; and leaves out what has a default. */
const JSON_OF = `
type Written<T> = T extends string ? \`\${T}\` : T extends number ? number : T extends boolean | null | undefined ? T
  : T extends ReadonlyArray<infer U> ? Array<Written<U>> : unknown extends T ? any
  : T extends object ? { [K in keyof T]?: Written<T[K]> } : T;
`;

interface CheckedPanel {
  readonly id: number;
  readonly type: string;
  readonly options?: unknown;
  readonly fieldConfig?: { readonly defaults: { readonly custom?: unknown } };
}

/** A file that assigns every part of the dashboard to its type. */
function assignments(dashboard: object, panels: readonly CheckedPanel[]): string {
  const { templating, annotations, ...whole } = dashboard as Record<string, unknown>;
  const rest = Object.fromEntries(Object.entries(whole).filter(([key]) => key !== 'panels'));
  const lines = [
    `import type { AnnotationQuery, Dashboard, Panel, RowPanel, VariableModel } from '${RAW}/dashboard/x/Dashboard_types.gen';`,
    `import type { SavedAnnotation } from '../../src/host/annotations';`,
    ...Object.entries(KINDS).map(([type, from]) => `import type * as ${type} from '${from}';`),
    JSON_OF,
    `export const dashboard: Written<Omit<Dashboard, 'panels' | 'templating' | 'annotations'>> = ${JSON.stringify(rest)};`,
    ...(templating as { list: object[] }).list.map(
      (variable, i) => `export const variable${i}: Written<VariableModel> = ${JSON.stringify(variable)};`
    ),
    // Grafana's type knows the target of its own annotations alone, and says that it should be any query.
    ...(annotations as { list: object[] }).list.map(
      (annotation, i) =>
        `export const annotation${i}: Written<Omit<AnnotationQuery, 'target'> & { target: SavedAnnotation }> = ${JSON.stringify(annotation)};`
    ),
  ];
  for (const panel of panels) {
    const { options, fieldConfig, id, type } = panel;
    lines.push(
      `export const panel${id}: Written<${type === 'row' ? 'RowPanel' : 'Panel'}> = ${JSON.stringify(panel)};`
    );
    if (type !== 'row') {
      lines.push(`export const options${id}: Written<${type}.Options> = ${JSON.stringify(options)};`);
    }
    if (CUSTOM.includes(type) && fieldConfig?.defaults.custom) {
      lines.push(
        `export const custom${id}: Written<${type}.FieldConfig> = ${JSON.stringify(fieldConfig.defaults.custom)};`
      );
    }
  }
  return lines.join('\n');
}

/** What TypeScript says of sources by their paths, which lie in no folder. */
function complaints(sources: ReadonlyMap<string, string>): string[] {
  const options: ts.CompilerOptions = {
    noEmit: true,
    strict: true,
    skipLibCheck: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (file) => sources.has(file) || fileExists(file);
  host.readFile = (file) => sources.get(file) ?? readFile(file);
  host.getSourceFile = (file, ...more) => {
    const text = sources.get(file);
    return text === undefined ? getSourceFile(file, ...more) : ts.createSourceFile(file, text, ts.ScriptTarget.ES2022);
  };
  const program = ts.createProgram([...sources.keys()], options, host);
  return [...sources.keys()].flatMap((file) =>
    ts.getPreEmitDiagnostics(program, program.getSourceFile(file)).map(({ messageText, start = 0 }) => {
      const text = sources.get(file)!;
      const line = text.slice(text.lastIndexOf('\n', start) + 1).slice(0, 60);
      return `${path.basename(file)}: ${line}…: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    })
  );
}

const at = (name: string) => path.join(__dirname, `${name}.checked.ts`);

test('every dashboard is of the types that Grafana gives its JSON', () => {
  const sources = new Map(DASHBOARDS.map(([file, dashboard]) => [at(file), assignments(dashboard, dashboard.panels)]));
  expect(complaints(sources)).toEqual([]);
});

test('a mistake in a dashboard is found', () => {
  const [, dashboard] = DASHBOARDS[0];
  const panel = { id: 1, type: 'stat', options: { colourMode: 'value' }, gridPos: { x: 'left' } };
  const annotations = { list: [{ target: { type: 'liveSession' } }] };
  const found = complaints(new Map([[at('mistaken'), assignments({ ...dashboard, annotations }, [panel])]])).join('\n');
  expect(found).toContain('colourMode');
  expect(found).toContain('"liveSession"');
  expect(found).toMatch(/'string' is not assignable to type 'number'/);
});
