/** What answers queries, in a chunk of its own: it is fetched while the limits of the account are asked for. */
export { begin, firstLook } from '../core';
export { drive } from './drive';
