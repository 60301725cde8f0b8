import {
  type DataTransformerInfo,
  displayNameOverrideProcessor,
  type FieldConfigPropertyItem,
  identityOverrideProcessor,
  numberOverrideProcessor,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  standardTransformers,
  standardTransformersRegistry,
  stringOverrideProcessor,
  thresholdsOverrideProcessor,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
} from '@grafana/data';

const NOTHING = () => null;

/** How a dashboard's standard field options are read. Without this, units, colours and thresholds would be ignored. */
const PROCESSORS: Record<string, FieldConfigPropertyItem['process']> = {
  unit: unitOverrideProcessor,
  min: numberOverrideProcessor,
  max: numberOverrideProcessor,
  decimals: numberOverrideProcessor,
  displayName: displayNameOverrideProcessor,
  color: identityOverrideProcessor,
  noValue: stringOverrideProcessor,
  links: identityOverrideProcessor,
  mappings: valueMappingsOverrideProcessor,
  thresholds: thresholdsOverrideProcessor,
  filterable: identityOverrideProcessor,
  fieldMinMax: identityOverrideProcessor,
};

const EDITORS = 'number text boolean radio select unit color mappings thresholds links multi-select field-name slider';

/** Grafana's core registers these; the page shows panels and edits none, so it needs no editors. */
export function installFieldOptions(): void {
  standardEditorsRegistry.setInit(() =>
    EDITORS.split(' ').map((id) => ({ id, name: id, description: '', editor: NOTHING }))
  );
  standardFieldConfigEditorRegistry.setInit(() =>
    Object.entries(PROCESSORS).map(([id, process]) => ({
      id,
      path: id,
      name: id,
      description: '',
      editor: NOTHING,
      override: NOTHING,
      process,
      shouldApply: () => true,
      settings: {},
    }))
  );
  // Some are there by two names.
  const transformers = new Map(Object.values(standardTransformers).map((each) => [each.id, each]));
  standardTransformersRegistry.setInit(() =>
    [...transformers.values()].map((transformer) => ({
      id: transformer.id,
      name: transformer.name,
      description: transformer.description,
      transformation: loadable(transformer),
      editor: NOTHING,
      imageDark: '',
      imageLight: '',
    }))
  );
}

/** Grafana 13 loads a transformation, 12 has it. */
const loadable = <T extends DataTransformerInfo>(transformer: T) => {
  const { id, defaultOptions, operator } = transformer;
  return Object.assign(async () => transformer, { id, defaultOptions, operator });
};
