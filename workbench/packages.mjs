import path from 'node:path';
import { root } from '../scripts/root.mjs';

const elsewhere = process.env.WORKBENCH_PACKAGES;

/**
 * Where the packages lie that the page is made of, Grafana's among them: the repository's own, or those of another Grafana in the
 * folder WORKBENCH_PACKAGES, where the page made of them then lies as well. See scripts/compatibility.mjs.
 */
export const PACKAGES = elsewhere ? path.join(root, elsewhere, 'node_modules') : path.join(root, 'node_modules');

/** The built page. */
export const BUILT = elsewhere ? path.join(root, elsewhere, 'page') : path.join(root, 'workbench/dist');

/** Whether these are not the repository's own. */
export const OTHERS = elsewhere !== undefined;
