/** A folder with other packages than the repository's, relative to the root: see scripts/compatibility.mjs. */
const elsewhere = process.env.WORKBENCH_PACKAGES;

/** Whether the page is made of other packages than the repository's own. */
export const OTHERS = elsewhere !== undefined;

/** Where the packages lie that the page is made of, Grafana's among them; relative to the root. */
export const PACKAGES = OTHERS ? `${elsewhere}/node_modules` : 'node_modules';

/** Where the built page lies, relative to the root. */
export const BUILT = OTHERS ? `${elsewhere}/page` : 'workbench/dist';
