/**
 * The core turns a saved query into asks, and their replies into frames. It performs no effect: no clock, no network, no zone
 * database. This is its only door; seam.ts has the words and shapes.
 */
export { DATASETS } from './catalogue/catalogue';
export { OPERATORS, type Operator } from './catalogue/operators';
export { LABELS as BUCKET_LABELS } from './catalogue/times';
export type {
  Additivity,
  Bucket,
  BucketName,
  Dataset,
  Dimension,
  DimensionType,
  Fields,
  Metric,
} from './catalogue/dataset';
export {
  annotatedBy,
  annotatedWindow,
  annotationQuery,
  defaultAnnotation,
  isAnnotationType,
  type AnnotationQuery,
  type AnnotationType,
} from './annotation/annotation';
export { marksOf, type Mark } from './annotation/events';
export { annotated } from './annotation/frame';
export { withFilters } from './drilldown/apply';
export { filterKeys, groupKeys, isApplicable, keyOffer, keyValues, type Key } from './drilldown/keys';
export { advance } from './execution/advance';
export { begin } from './execution/begin';
export type { DatasetStep, Execution, Step } from './execution/execution';
export { firstLook } from './execution/firstLook';
export { limitsDocument } from './graphql/document';
export { sdl } from './graphql/sdl';
export { health, type Health, type HealthReport } from './health';
export { fieldsUnavailable } from './limits';
export { namedBy } from './names/lookup';
export { logVolume } from './logs/volume';
export { policy } from './policy';
export { filteredBy, isFilteredBy, toggledBy, type Clicked } from './query/filterBy';
export { fieldThere, filtersThere } from './query/counterparts';
export { describe } from './query/describe';
export { leftBehind } from './query/leftBehind';
export { EXAMPLES } from './query/examples';
export { formatsOf } from './query/formats';
export { problems } from './query/parse';
export {
  LIST_PRICE,
  MOST_EVENTS,
  type Ceiling,
  type Condition,
  type Filter,
  type Format,
  type Gaps,
  type Order,
  type Problem,
  type Shift,
  type Show,
  type Since,
  type StreamQuery,
} from './query/query';
export { callsInWords, healthAsk } from './rest/call';
export { endpoints } from './rest/endpoints';
export { metricsOf, type Column as SourceColumn, type Source, type SourceQuery } from './rest/source';
export { sourceOf, SOURCES } from './rest/sources';
export { withSource } from './rest/withSource';
export { interpolate, type Variables } from './query/variables';
export { choicesOf, type Choice } from './variable/choices';
export { describeVariable } from './variable/describe';
export { offerQuery, type Offer } from './variable/offer';
export {
  defaultVariable,
  parseVariable,
  SEARCH_TYPED,
  subjectOf,
  variableProblems,
  type VariableQuery,
  type VariableType,
} from './variable/variable';
export { defaultQuery, withDataset } from './query/withDataset';
export { mistakesIn, RAW } from './raw/query';
export { rawDocument, readDocument } from './raw/document';
export { rawText } from './raw/render';
export { BUCKET_NAME, interpolatedText, placeOf, type Mistake, type Rewritten } from './raw/text';
export { DAY, HOUR, MINUTE, SECOND } from './time/units';
export type * from './seam';
export {
  ACCOUNT_BASED,
  API,
  NUMBERS,
  readSettings,
  settingsProblems,
  type NumberSetting,
  type SettingsProblem,
} from './settings';
