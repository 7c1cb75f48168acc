import { Document, isMap, isScalar, isSeq, visit } from 'yaml';
import { declaredMapping, type DeclaredMapping } from '../contract/index.ts';
import { placeAt, yamlTree, type Tree } from '../hunt/grammar/yaml-tree.ts';
import { problemsOf, sortedProblems, type Problem } from '../hunt/grammar/problem.ts';
import { compileMapping } from '../sources/declared/compile.ts';
import { checkMapping } from './mapping-check.ts';

/** What a text says as a mapping. */
export interface ReadMapping {
  /** Null where there is any problem. */
  readonly mapping: DeclaredMapping | null;
  /** In the order of the text, each with its line and column. */
  readonly problems: readonly Problem[];
}

/**
 * A mapping from the text of its file; all that is wrong with it is told at once. Refused beside that: more than 1 MiB, deeper than 64, tags, aliases, duplicate keys.
 * @param file its name, for the problems
 */
export function readMapping(text: string, file: string): ReadMapping {
  const problems = problemsOf(file);
  const tree = yamlTree(text, problems, { what: 'mapping', aliases: 0 });
  if (tree === null || problems.found.length > 0) return { mapping: null, problems: sortedProblems(problems.found) };
  const plain = plainOf(tree);
  for (const { at, message } of checkMapping(plain)) problems.add(placeAt(tree, at), message);
  const parsed = problems.found.length > 0 ? null : declaredMapping.safeParse(plain);
  if (parsed?.success === false) for (const issue of parsed.error.issues) problems.add(placeAt(tree, issue.path as (string | number)[]), `${issue.path.join('.')}: ${issue.message}.`);
  if (parsed?.success !== true) return { mapping: null, problems: sortedProblems(problems.found) };
  for (const { at, message } of compileMapping(parsed.data).wrong) problems.add(placeAt(tree, at), message);
  return { mapping: problems.found.length > 0 ? null : parsed.data, problems: sortedProblems(problems.found) };
}

/** Objects without a prototype, so that a key such as `__proto__` is a key like another. */
function plainOf(tree: Tree): unknown {
  if (tree.kind === 'scalar') return tree.value;
  if (tree.kind === 'list') return tree.items.map(plainOf);
  const made = Object.create(null) as Record<string, unknown>;
  for (const [key, { value }] of tree.entries) made[key] = plainOf(value);
  return made;
}

/** Keys whose values stand one a line; all below them stand in one. */
const opened = new Set(['recognise', 'let', 'skip', 'fields']);
const WIDTH = 140;

/** A mapping as YAML, which reads back as the same mapping. */
export function mappingYaml(mapping: DeclaredMapping): string {
  const document = new Document(mapping, { aliasDuplicateObjects: false });
  visit(document, {
    Collection(_, node, path) {
      // Small maps and lists stay in their line: a field is a line where it fits.
      const depth = path.filter((one) => isMap(one) || isSeq(one)).length;
      if (depth >= 2 && String(JSON.stringify(node.toJSON())).length < WIDTH - 40) node.flow = true;
    },
    Pair(_, pair) {
      if (isScalar(pair.key) && opened.has(String(pair.key.value)) && (isMap(pair.value) || isSeq(pair.value))) pair.value.flow = false;
    },
  });
  return document.toString({ lineWidth: WIDTH, flowCollectionPadding: true, singleQuote: true });
}
