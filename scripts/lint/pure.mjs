/**
 * What the core may not touch, because the hosts differ in it: sobek has no Intl, console or timers and gets `\p{…}`,
 * named groups and look-around wrong without saying so; a clock or a random number would make two hosts disagree.
 */
const GLOBALS = [
  ['Intl', 'Zones and formats are the hosts’: take them as values.'],
  ['console', 'Return a notice.'],
  ['setTimeout', 'The core performs no effect.'],
  ['setInterval', 'The core performs no effect.'],
  ['queueMicrotask', 'The core performs no effect.'],
  ['fetch', 'Return an ask.'],
  ['window', 'The core also runs on the server.'],
  ['document', 'The core also runs on the server.'],
  ['navigator', 'The core also runs on the server.'],
  ['localStorage', 'The core also runs on the server.'],
  ['process', 'The core also runs in the browser.'],
  ['globalThis', 'The core has no globals of its own.'],
  ['structuredClone', 'Not in sobek.'],
  ['URL', 'Not in sobek.'],
  ['TextEncoder', 'Not in sobek.'],
  ['performance', 'Time comes in as a value.'],
  ['crypto', 'Not in sobek.'],
];

const SYNTAX = [
  ["NewExpression[callee.name='Date'][arguments.length=0]", 'Time comes in as a value.'],
  ["CallExpression[callee.name='Date']", 'Time comes in as a value.'],
  ['Literal[regex.pattern=/\\\\[pP]\\{/]', 'Unicode classes match nothing in sobek.'],
  ['Literal[regex.pattern=/\\(\\?<[^=!]/]', 'Named groups have no `groups` in sobek.'],
  ['Literal[regex.pattern=/\\(\\?<?[=!]/]', 'Look-around backtracks in sobek, where nothing can stop it.'],
  ['Literal[regex.flags=/[dv]/]', 'A syntax error in sobek.'],
];

/** @type {import('eslint').Linter.RulesRecord} */
export const pure = {
  'no-restricted-globals': ['error', ...GLOBALS.map(([name, message]) => ({ name, message }))],
  'no-restricted-syntax': ['error', ...SYNTAX.map(([selector, message]) => ({ selector, message }))],
  'no-restricted-properties': [
    'error',
    { object: 'Date', property: 'now', message: 'Time comes in as a value.' },
    { object: 'Math', property: 'random', message: 'Same input, same output.' },
    { property: 'localeCompare', message: 'Collation differs between hosts: compare code units.' },
    { property: 'toLocaleString', message: 'Differs between hosts.' },
  ],
};
