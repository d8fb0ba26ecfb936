import type * as Yaml from 'yaml';
import type { Value } from '../../../model/value';
import { tooLarge } from '../../../model/value';
import { parseNumber, toObject, uncovered } from '../values';
import type { FunctionTable } from './definition';
import { ofStrings } from './definition';

/** YAML, as far as its versions and parsers agree (go-cty-yaml takes `yes` for true, and dates for timestamps). */
export const yaml: FunctionTable = {
  yamldecode: ofStrings([1, 1], ([text = ''], scope) => {
    const { isAlias, isMap, isScalar, isSeq, parseAllDocuments } = parser();
    const documents = parseAllDocuments(text, { logLevel: 'silent' });
    const [document] = documents;
    if (
      !Array.isArray(documents) ||
      document === undefined ||
      documents.length > 1 ||
      document.errors.length > 0 ||
      document.warnings.length > 0 ||
      // Parsers differ in the line end of a block that the text ends with.
      (/[|>]/.test(text) && !text.endsWith('\n'))
    ) {
      return uncovered('YAML that is written in this way');
    }
    const convert = (node: unknown): Value => {
      if (!scope.spend(1)) return tooLarge;
      if (isScalar(node) && node.tag === undefined) return scalar(node);
      if (isSeq(node) && node.tag === undefined) {
        return scope.descend(() => node.items.map(convert));
      }
      if (isAlias(node)) {
        const target = node.resolve(document);
        return target === undefined
          ? unsupported
          : scope.descend(() => convert(target));
      }
      if (!isMap(node) || node.tag !== undefined) return unsupported;
      return scope.descend(() => {
        const members: [string, Value][] = [];
        for (const { key, value } of node.items) {
          const name = convert(key);
          if (typeof name !== 'string' || name === '<<') return unsupported;
          members.push([name, value === null ? null : convert(value)]);
        }
        return toObject(members);
      });
    };
    return convert(document.contents);
  }),
};

const unsupported = uncovered('a value of YAML that is written in this way');

function scalar({ source = '', type, value }: Yaml.Scalar): Value {
  if (type !== 'PLAIN') return typeof value === 'string' ? value : unsupported;
  if (source === '' || source === '~' || source === 'null') return null;
  if (source === 'true') return true;
  if (source === 'false') return false;
  if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(source) && source !== '-0') {
    return parseNumber(source);
  }
  const isText =
    /^[a-z_/]/i.test(source) &&
    !/^(?:y|yes|n|no|on|off|true|false|null|_[\d._]*)$/i.test(source);
  return isText && typeof value === 'string' ? value : unsupported;
}

/** Loaded when it is needed first. */
function parser(): typeof Yaml {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loaded on use
  return require('yaml') as typeof Yaml;
}
