import { DataSourcePlugin } from '@grafana/data';
import { DataSource } from './datasource';
import { ConfigEditor } from './editors/config/ConfigEditor';
import { QueryEditor } from './editors/query/QueryEditor';
import { QueryHelp } from './editors/query/QueryHelp';
import type { SavedQuery } from './host/savedQuery';
import type { Secrets, Settings } from './host/settings';

export const plugin = new DataSourcePlugin<DataSource, SavedQuery, Settings, Secrets>(DataSource)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor)
  .setQueryEditorHelp(QueryHelp);
