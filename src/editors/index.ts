import { lazily } from './lazily';

/** Every editor, fetched when it is first shown. Nothing outside this folder imports one another way. */
export const AnnotationEditor = lazily(async () => (await import('./annotation/AnnotationEditor')).AnnotationEditor);
export const ConfigEditor = lazily(async () => (await import('./config/ConfigEditor')).ConfigEditor);
export const QueryEditor = lazily(async () => (await import('./query/QueryEditor')).QueryEditor);
export const QueryHelp = lazily(async () => (await import('./query/QueryHelp')).QueryHelp);
export const VariableEditor = lazily(async () => (await import('./variable/VariableEditor')).VariableEditor);
