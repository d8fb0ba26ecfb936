import { basename } from 'node:path';
import { readTemplate } from '../../shared/arm';
import type { LaterTemplate } from '../../shared/arm';
import { findDamage } from '../../shared/arm/damage';
import type { JsonObject } from '../../shared/json/json';
import { stepsOf, toPointer } from '../../shared/json/pointer';
import { markDuplicateKeys } from '../../shared/model/duplicate-keys';
import type { Value, ValueObject } from '../../shared/model/value';
import { UserError } from '../errors';
import { parametersIn } from '../parameters';
import type { DeclaredResource, ReadContext } from './document-type';
import { linkedFilesOf } from './linked-file';
import { isParametersOf } from './parameter-file';
import { standardInput } from './read';

/**
 * Lists what an ARM template deploys, once for each set of parameters: those of
 * the command line, or each parameter file beside it, or its own defaults.
 *
 * @throws {UserError} if a part of it is of a wrong type
 */
export function* readArmTemplate(
  document: JsonObject,
  surroundings: ReadContext,
): Generator<DeclaredResource> {
  const { name, text, file, tree, onLink } = surroundings;
  const template = markDuplicateKeys(document, text);
  assertUndamaged(template as ValueObject);
  const notEvaluated = laterOnce(surroundings);
  const readFile =
    file === standardInput ? undefined : linkedFilesOf(file, tree, onLink);
  for (const { name: set, values } of parameterSets(surroundings)) {
    yield {
      resource: {
        type: 'Microsoft.ContainerRegistry/registries',
        address: set === undefined ? name : `${name}+${set}`,
        name: basename(name),
      },
      path: [],
      isTemplate: true,
      read: () =>
        readTemplate(template, values, {
          notEvaluated,
          ...(readFile === undefined ? {} : { readFile }),
        }),
    };
  }
}

function assertUndamaged(template: ValueObject): void {
  const damage = findDamage(template);
  if (damage === undefined) return;
  throw new UserError(
    `is a damaged ARM template: ${toPointer(damage.path)} is ${damage.found}, expected ${damage.expected}`,
  );
}

/** Reports each place once, whatever the number of parameter files. */
function laterOnce({
  notEvaluated,
}: ReadContext): (entry: LaterTemplate) => void {
  const seen = new Set<string>();
  return ({ place: { at, pointer }, name, reason }) => {
    if (seen.has(at)) return;
    seen.add(at);
    notEvaluated({
      address: `"${name}" (#${at})`,
      reason,
      path: stepsOf(pointer),
    });
  };
}

interface ParameterSet {
  /** The parameter file, where it was found beside the template. */
  readonly name?: string;
  readonly values?: Value;
}

function parameterSets({
  file,
  parameters,
  directoryFiles,
}: ReadContext): readonly ParameterSet[] {
  if (parameters !== undefined) return [{ values: parameters }];
  const beside = directoryFiles((name) => isParametersOf(basename(file), name));
  if (beside.length === 0) return [{}];
  return beside.map((sibling) => {
    const name = basename(sibling.file);
    return { name, values: parametersIn(sibling.json, name) };
  });
}
