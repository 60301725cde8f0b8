import path from 'node:path';

/**
 * Rooms of the house and what each may import: editors → host → core. A room that is not listed may import anything.
 * Tests may look into other rooms, because they are not shipped.
 */
const MAY_IMPORT = {
  'src/core': {
    rooms: ['src/core'],
    // Of graphql what reads a text: all of it would be many times the core's size, in the backend too.
    packages: [
      'valibot',
      'graphql/error/GraphQLError',
      'graphql/jsutils/didYouMean',
      'graphql/jsutils/suggestionList',
      'graphql/language/ast',
      'graphql/language/kinds',
      'graphql/language/parser',
    ],
  },
  'src/host': { rooms: ['src/host', 'src/core'] },
  'src/editors': { rooms: ['src/editors', 'src/host', 'src/core'] },
  src: { rooms: ['src', 'src/editors', 'src/host', 'src/core'] },
  simulator: { rooms: ['simulator', 'src/core'] },
};

const within = (file, room) => file === room || file.startsWith(room + '/');

/** The innermost room of a path that is relative to the root, or undefined. */
const roomOf = (file) =>
  Object.keys(MAY_IMPORT)
    .filter((room) => within(file, room))
    .sort((a, b) => b.length - a.length)[0];

/** Why `from` may not import `specifier`, or undefined. Both are as written in the code; `from` is relative to the root. */
export function objection(from, specifier) {
  const room = roomOf(from);
  if (!room || /\.test\.tsx?$/.test(from)) {
    return undefined;
  }
  const { rooms, packages } = MAY_IMPORT[room];
  if (!specifier.startsWith('.')) {
    return packages && !packages.includes(specifier)
      ? `${room} imports only ${packages.join(', ')} and itself.`
      : undefined;
  }
  const to = path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier));
  const target = roomOf(to) ?? to;
  return rooms.includes(target) ? undefined : `${room} must not import from ${target}.`;
}

export const arrows = {
  meta: { type: 'problem', schema: [], messages: { wrong: '{{ reason }}' } },
  create(context) {
    const from = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    const check = (source) => {
      const reason = typeof source?.value === 'string' ? objection(from, source.value) : undefined;
      if (reason) {
        context.report({ node: source, messageId: 'wrong', data: { reason } });
      }
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
    };
  },
};
