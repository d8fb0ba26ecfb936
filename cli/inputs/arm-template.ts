import { basename } from 'node:path';
import { readTemplate } from '../../shared/arm';
import type { JsonObject } from '../../shared/json';
import type { Value } from '../../shared/value';
import type { DeclaredResource, Surroundings } from './kind';

/**
 * Lists what an ARM template deploys, once for each set of parameters: those of
 * the command line, or each parameter file beside it, or its own defaults.
 */
export function* readArmTemplate(
  template: JsonObject,
  surroundings: Surroundings,
): Generator<DeclaredResource> {
  for (const { name, values } of parameterSets(surroundings)) {
    const address =
      name === undefined ? surroundings.name : `${surroundings.name}+${name}`;
    yield {
      resource: {
        type: 'Microsoft.ContainerRegistry/registries',
        address,
        name: basename(surroundings.name),
      },
      path: [],
      isTemplate: true,
      read: () => readTemplate(template, values),
    };
  }
}

interface ParameterSet {
  /** The parameter file, where it was found beside the template. */
  readonly name?: string;
  readonly values?: Value;
}

function parameterSets({
  file,
  parameters,
  siblings,
}: Surroundings): readonly ParameterSet[] {
  if (parameters !== undefined) return [{ values: parameters }];
  const beside = siblings((name) => isParametersOf(basename(file), name));
  if (beside.length === 0) return [{}];
  return beside.map((sibling) => ({
    name: basename(sibling.file),
    values: sibling.json,
  }));
}

/** `main.json` has its parameters in `main.parameters.json`, `main.parameters.dev.json`, `main.dev.parameters.json`. */
function isParametersOf(template: string, name: string): boolean {
  const stem = template.replace(/\.json$/i, '.');
  return (
    name.startsWith(stem) &&
    /\.parameters\./i.test(name) &&
    /\.json$/i.test(name)
  );
}
