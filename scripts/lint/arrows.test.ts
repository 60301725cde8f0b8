import { objection } from './arrows.mjs';

const allowed = (from: string, specifier: string) =>
  it(`${from} may import ${specifier}`, () => expect(objection(from, specifier)).toBeUndefined());

const refused = (from: string, specifier: string, reason: string) =>
  it(`${from} must not import ${specifier}`, () => expect(objection(from, specifier)).toBe(reason));

allowed('src/core/index.ts', './execution/begin');
allowed('src/core/execution/begin.ts', '../query/parse');
allowed('src/core/query/parse.ts', 'valibot');
const packages =
  'src/core imports only valibot, graphql/error/GraphQLError, graphql/jsutils/didYouMean, graphql/jsutils/suggestionList, ' +
  'graphql/language/ast, graphql/language/kinds, graphql/language/parser and itself.';
refused('src/core/query/parse.ts', 'lodash', packages);
refused('src/core/raw/document.ts', 'graphql', packages);
refused('src/core/time/zone.ts', '../../host/zone', 'src/core must not import from src/host.');

allowed('src/host/drive.ts', '../core');
allowed('src/host/drive.ts', 'rxjs');
refused('src/host/drive.ts', '../editors/query/Editor', 'src/host must not import from src/editors.');
allowed('src/editors/query/Editor.tsx', '../../host/drive');
refused('src/editors/query/Editor.tsx', '../../module', 'src/editors must not import from src.');
allowed('src/module.ts', './editors/query/Editor');

refused('src/datasource.ts', '../simulator/start', 'src must not import from simulator.');
refused('src/datasource.ts', '../workbench/backend', 'src must not import from workbench/backend.');
allowed('src/datasource.test.ts', '../simulator/start');
allowed('workbench/main.ts', '../simulator/start');
