import { join, resolve } from 'node:path';
import type { Json, JsonObject } from '../shared/json/json';
import { Unknown, isList, isObject } from '../shared/model/value';
import type { Value } from '../shared/model/value';
import { toValue } from '../shared/terraform/expression';
import { namedBlocks } from '../shared/terraform/labelled';
import { ModuleScope } from '../shared/terraform/scope';
import type { ModuleValues } from '../shared/terraform/scope';
import { variableValue } from '../shared/terraform/variables';
import { parseHclValues } from './documents/hcl';
import { readNamed, readText } from './documents/read';
import { suggestion } from '../shared/configuration/errors';
import { UserError } from './errors';
import type { Failure } from './formats/format';

/** `--var NAME=VALUE` or `--var-file FILE`; what comes later counts. */
export interface VariableSource {
  readonly option: 'var' | 'var-file';
  readonly text: string;
}

/** How the variables of root modules get their values. */
export interface VariableOptions {
  readonly sources: readonly VariableSource[];
  /** Defaults count even if no source is given. */
  readonly usesDefaults: boolean;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A value of a file, or the text that an option or the environment holds. */
type Given = { readonly value: Value } | { readonly text: string };

type Layer = ReadonlyMap<string, Given>;

/**
 * The values of the variables of root modules, as Terraform collects them: of the
 * environment, `terraform.tfvars`, `terraform.tfvars.json`, `*.auto.tfvars` and
 * `*.auto.tfvars.json` by their names, then the options in their order
 * (`internal/command/meta_vars.go`).
 */
export class RootVariables {
  readonly #options: VariableOptions;
  readonly #environment: Layer;
  readonly #given: readonly Layer[];
  readonly #declared = new Set<string>();

  /** @throws {UserError} if a source can't be read */
  constructor(options: VariableOptions) {
    const { sources, env, cwd } = options;
    this.#options = options;
    this.#environment = new Map(
      Object.entries(env).flatMap(([name, text = '']) =>
        name.startsWith('TF_VAR_') ? [[name.slice(7), { text }]] : [],
      ),
    );
    this.#given = sources.map(({ option, text }) =>
      option === 'var' ? readOption(text) : readFile(resolve(cwd, text), text),
    );
  }

  /**
   * The values that the expressions of a root module may refer to.
   *
   * @param document the module, its files joined
   * @param directory its directory, and the names of the files there; left out for standard input
   * @throws {UserError} if a file with values can't be read
   */
  valuesOf(
    document: JsonObject,
    directory?: { readonly path: string; readonly names: readonly string[] },
  ): ModuleValues {
    const declarations = new Map<string, JsonObject>();
    for (const { label, json } of namedBlocks(document['variable'], [])) {
      this.#declared.add(label);
      if (!declarations.has(label)) declarations.set(label, json);
    }
    // Most modules refer to no file that is looked for here.
    const files =
      directory === undefined || declarations.size === 0
        ? []
        : automaticFiles(directory.names).map((name) =>
            readFile(join(directory.path, name), name),
          );
    const layers = [this.#environment, ...files, ...this.#given].reverse();
    const valueOf = (name: string) => {
      const declaration = declarations.get(name);
      if (declaration === undefined) return undefined;
      const given = layers.find((layer) => layer.has(name))?.get(name);
      if (given !== undefined) {
        return variableValue(declaration, toGiven(name, given, declaration));
      }
      return this.#hasDefaults
        ? variableValue(declaration, undefined)
        : undefined;
    };
    return {
      variables: { get: valueOf },
      path: { module: '.', root: '.' },
    };
  }

  /** The values of `--var` for names that no module declares. */
  undeclared(): readonly Failure[] {
    const names = [...this.#declared];
    return this.#options.sources.flatMap(({ option, text }) => {
      const name = nameOf(text);
      if (option !== 'var' || this.#declared.has(name)) return [];
      const fix =
        suggestion(name, names) || ' Fix: correct its name, or leave it out';
      return {
        file: `--var ${name}`,
        reason: `is not declared by any checked module.${fix}`,
        isUndeclared: true as const,
      };
    });
  }

  /** Another file with values may take the place of a default: it counts if the user chose the values. */
  get #hasDefaults(): boolean {
    return this.#options.usesDefaults || this.#options.sources.length > 0;
  }
}

function nameOf(option: string): string {
  return option.slice(0, option.indexOf('=')).trim();
}

function readOption(option: string): Layer {
  const name = nameOf(option);
  if (name === '' || !option.includes('=')) {
    throw new UserError(
      `--var ${JSON.stringify(option)} is not NAME=VALUE. Fix: --var sku=Premium`,
    );
  }
  const text = option.slice(option.indexOf('=') + 1);
  return new Map([[name, { text }]]);
}

/** The files that Terraform loads by their names, in its order. */
function automaticFiles(names: readonly string[]): string[] {
  const standard = ['terraform.tfvars', 'terraform.tfvars.json'];
  return [
    ...standard.filter((name) => names.includes(name)),
    ...names
      .filter((name) => /\.auto\.tfvars(?:\.json)?$/.test(name))
      .sort((a, b) => (a < b ? -1 : 1)),
  ];
}

/** @param name what errors call the file */
function readFile(file: string, name: string): Layer {
  if (/\.json$/.test(name)) {
    // Strings of JSON are no templates here.
    return new Map(
      Object.entries(readNamed(file, name).json).map(([variable, value]) => [
        variable,
        { value },
      ]),
    );
  }
  try {
    const values = parseHclValues(readText(file));
    return new Map(
      Object.entries(values).map(([variable, json]) => [
        variable,
        { value: literal(variable, json) },
      ]),
    );
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${name} ${error.message}`);
  }
}

/** The meaning of text depends on the type: of a primitive or none it is a string (`VariableParsingMode`). */
function toGiven(name: string, given: Given, { type }: JsonObject): Value {
  if ('value' in given) return given.value;
  const isLiteral =
    type === undefined ||
    (typeof type === 'string' &&
      /^(?:\$\{\s*)?(?:string|number|bool)\s*\}?$/.test(type));
  if (isLiteral) return given.text;
  try {
    const { value = null } = parseHclValues(`value = ${given.text}\n`);
    return literal(name, value);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(
      `can't be evaluated: the value of the variable "${name}" ${error.message}`,
    );
  }
}

/** @throws {UserError} unless it is a literal; Terraform refuses anything else here */
function literal(name: string, json: Json): Value {
  const value = toValue(json, new ModuleScope());
  if (isKnown(value)) return value;
  throw new UserError(
    `has an expression as the value of "${name}": Terraform takes only literal values there`,
  );
}

function isKnown(value: Value): boolean {
  if (value instanceof Unknown) return false;
  if (isList(value)) return value.every(isKnown);
  return !isObject(value) || Object.values<Value>(value).every(isKnown);
}
