/** Elements and attributes of a picture that can neither run a script nor fetch anything. */
const ELEMENTS = [
  'circle',
  'clipPath',
  'defs',
  'ellipse',
  'g',
  'line',
  'linearGradient',
  'mask',
  'path',
  'polygon',
  'polyline',
];
const MORE_ELEMENTS = ['radialGradient', 'rect', 'stop', 'svg', 'title'];
const ATTRIBUTES =
  /^(xmlns|id|width|height|viewBox|x|y|[xy][12]|[cf][xy]|r|[rd][xy]|d|points|fill(-\w+)?|stroke(-\w+)?|stop-\w+|offset|opacity|transform|clip-\w+|mask|gradient\w+|role|aria-\w+)$/;

/** What a picture in SVG has beside drawing. */
export const odditiesOfSvg = (text) => [
  ...[...text.matchAll(/<([a-zA-Z][\w:-]*)/g)]
    .map(([, name]) => name)
    .filter((name) => ![...ELEMENTS, ...MORE_ELEMENTS].includes(name))
    .map((name) => `<${name}>`),
  ...[...text.matchAll(/\s([\w:-]+)\s*=\s*["']/g)].map(([, name]) => name).filter((name) => !ATTRIBUTES.test(name)),
  ...[...text.matchAll(/url\((?!#)[^)]*\)/g)].map(([url]) => url),
];
