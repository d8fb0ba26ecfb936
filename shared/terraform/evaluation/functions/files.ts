import { basename, dirname } from 'node:path/posix';
import { Unknown, isObject, tooLarge } from '../../../model/value';
import type { Value } from '../../../model/value';
import { TerraformExpression } from '../../computed';
import { templateValue } from '../../expression';
import type { ModuleScope } from '../../scope';
import { Refused, describe, derivedFrom, toText, uncovered } from '../values';
import type { FunctionTable } from './definition';
import { charactersPerStep, ofStrings, open } from './definition';

/** Functions of files: those in the checked tree are read. */
export const files: FunctionTable = {
  file: ofStrings([1, 1], ([path = ''], scope) => read(path, scope)),
  filebase64: ofStrings([1, 1], ([path = ''], scope) => {
    const text = read(path, scope);
    return typeof text === 'string'
      ? Buffer.from(text).toString('base64')
      : text;
  }),
  /** A file that is not there may be made before Terraform runs. */
  fileexists: ofStrings([1, 1], ([path = ''], scope) => {
    const text = read(path, scope);
    return typeof text === 'string' ? true : text;
  }),
  templatefile: open([2, 2], ([path = null, names = null], scope) => {
    const name = toText(path);
    if (name instanceof Unknown) return derivedFrom(name);
    const text = read(name, scope);
    if (typeof text !== 'string') return text;
    if (names instanceof Unknown) return derivedFrom(names);
    if (!isObject(names)) {
      return new Refused(`${describe(names)} is not an object`);
    }
    const value = templateValue(text, scope.only(names));
    // What is in the file is not printed.
    return value instanceof TerraformExpression
      ? new TerraformExpression(
          `\${templatefile(${JSON.stringify(name)}, …)}`,
          value.pieces,
          undefined,
          true,
          value,
        )
      : value;
  }),
  basename: ofStrings([1, 1], ([path = '']) =>
    path.includes('\\') ? otherPath : basename(path) || otherPath,
  ),
  dirname: ofStrings([1, 1], ([path = '']) =>
    /\\|\/\/|\.\.?(?:\/|$)/.test(path) ? otherPath : dirname(path),
  ),
};

const otherPath = uncovered('a path that is written in this way');

function read(path: string, scope: ModuleScope): Value {
  const text =
    scope.files === undefined
      ? uncovered('a file')
      : scope.files.readText(path);
  return typeof text === 'string' &&
    !scope.spend(1 + text.length / charactersPerStep)
    ? tooLarge
    : text;
}
