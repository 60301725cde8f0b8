export { DATASETS } from './catalogue/catalogue';
export { OPERATORS } from './catalogue/operators';
export { sdl } from './graphql/sdl';
export type * from './seam';
export type * from './catalogue/dataset';
