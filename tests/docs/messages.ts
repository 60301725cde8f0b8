import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/**
 * Every error and notice that the plugin's code can show, by the beginning of it: its first sentence, with `…` for what is only known when it is
 * said. Taken from the sources: a text that is a sentence is one of them, unless it describes a field or is on the page anyway.
 */
export function messages(root: string): string[] {
  const files = ['src/core', 'src/host'].flatMap((folder) => filesIn(path.join(root, folder)));
  const found = files.filter(isSource).flatMap((file) => sentencesOf(fs.readFileSync(file, 'utf8'), file));
  const go = ['pkg/gateway', 'pkg/plugin'].flatMap((folder) => filesIn(path.join(root, folder)));
  const said = go
    .filter((file) => /(?<!_test)\.go$/.test(file))
    .flatMap((file) => goSentences(fs.readFileSync(file, 'utf8')));
  return [...new Set([...found, ...said].map(beginning))].sort();
}

/** What the backend says by itself. A metric's help is for operators. */
const goSentences = (source: string): string[] =>
  [...source.matchAll(/^(?!\s*\/\/|.*Help: ).*?"([A-Z][^"]* [^"]*\.)"/gm)].map(([, text]) => text.replace(/%\w/g, '…'));

const filesIn = (folder: string): string[] =>
  fs
    .readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory() ? filesIn(path.join(folder, entry.name)) : [path.join(folder, entry.name)]
    );

/** The catalogue and the examples describe; they do not complain. */
const isSource = (file: string): boolean =>
  file.endsWith('.ts') && !/\.test\.ts$|\/catalogue\/|\/examples\.ts$|\/describe\.ts$/.test(file);

/** Keys whose texts describe. */
const DESCRIBING = new Set(['description', 'about', 'label', 'text', 'tooltip']);
/** Functions whose texts describe columns. */
const COLUMNS = new Set(['text', 'numberColumn']);

function sentencesOf(source: string, file: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node)) {
      add(node, node.text);
    } else if (ts.isTemplateExpression(node)) {
      add(node, [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…'));
    }
    ts.forEachChild(node, visit);
  };
  const add = (node: ts.Node, text: string) => {
    if (isSentence(text) && !isDescription(node, file)) {
      found.push(text);
    }
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
  return found;
}

const isSentence = (text: string): boolean => /^["…]*[A-Z…][^]* [^]*(\.…?|: …)$/.test(text) && /[a-z]{3}/.test(text);

function isDescription(node: ts.Node, file: string): boolean {
  const { parent } = node;
  if (ts.isPropertyAssignment(parent) && DESCRIBING.has(parent.name.getText())) {
    return parent.name.getText() !== 'text' || file.endsWith('source.ts');
  }
  return ts.isCallExpression(parent) && COLUMNS.has(parent.expression.getText());
}

/** The first sentence, or what of it stands before a colon. */
export const beginning = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(/^([^]*?[^.…]…?)(?:[:.]…? (?=["A-Z…])[^]*|\.…?$|: [^]*)$/, '$1')
    .replace(/[:.]$/, '')
    .trim();
