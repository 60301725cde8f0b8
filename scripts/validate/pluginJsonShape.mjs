import Ajv from 'ajv';

const text = { type: 'string', minLength: 1 };
const closed = (properties, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

/**
 * What this plugin says in plugin.json, which is part of what Grafana's schema allows. A key that is not here may well be right: look
 * it up in that schema and add it. `npm run validate -- --full` fetches the schema itself, which is not ours to copy.
 */
const SHAPE = closed(
  {
    $schema: text,
    type: { const: 'datasource' },
    name: text,
    id: { type: 'string', pattern: '^[0-9a-z]+-([0-9a-z]+-)?datasource$' },
    category: text,
    metrics: { type: 'boolean' },
    logs: { type: 'boolean' },
    alerting: { type: 'boolean' },
    annotations: { type: 'boolean' },
    multiValueFilterOperators: { type: 'boolean' },
    backend: { const: true },
    executable: text,
    queryOptions: closed({ maxDataPoints: { type: 'boolean' }, minInterval: { type: 'boolean' } }),
    includes: {
      type: 'array',
      items: closed({
        type: { const: 'dashboard' },
        name: text,
        path: { type: 'string', pattern: '^dashboards/.*\\.json$' },
      }),
    },
    info: closed({
      description: text,
      author: closed({ name: text }),
      keywords: { type: 'array', items: text, minItems: 1 },
      logos: closed({ small: text, large: text }),
      links: { type: 'array', items: closed({ name: text, url: text }), minItems: 1 },
      screenshots: { type: 'array', items: closed({ name: text, path: text }) },
      version: { type: 'string', pattern: '^\\d+\\.\\d+\\.\\d+' },
      updated: { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\d$' },
    }),
    dependencies: closed({ grafanaDependency: text, plugins: { type: 'array' } }),
    buildMode: { const: 'production' },
  },
  ['type', 'name', 'id', 'backend', 'executable', 'info', 'dependencies']
);

const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true });

/** What is wrong with a plugin.json, as `/info/version must be string`. */
export const shapeProblems = (pluginJson) => problemsWith(SHAPE, pluginJson);

/** The same by a schema that was fetched; what it says of itself would be fetched as well. */
export function schemaProblems({ $schema: _, $id: __, ...schema }, pluginJson) {
  return problemsWith(schema, pluginJson);
}

function problemsWith(schema, value) {
  const valid = ajv.compile(schema);
  return valid(value)
    ? []
    : valid.errors.map(({ instancePath, message, params }) =>
        [instancePath, message, params.additionalProperty].filter(Boolean).join(' ')
      );
}
