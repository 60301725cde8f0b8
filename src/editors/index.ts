import { lazily } from './lazily';

/** Every editor, fetched when it is first shown. Nothing outside this folder imports one another way. */
export const ConfigEditor = lazily(async () => (await import('./config/ConfigEditor')).ConfigEditor);
export const QueryEditor = lazily(async () => (await import('./query/QueryEditor')).QueryEditor);
export const QueryHelp = lazily(async () => (await import('./query/QueryHelp')).QueryHelp);
