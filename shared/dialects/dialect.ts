import type { ChildKind } from '../model/kind';
import { fillPlaceholders } from '../model/placeholder';
import { toSku } from '../model/sku';
import {
  Unknown,
  UnknownHere,
  absent,
  isEmptyList,
  isList,
  isObject,
  readProperty,
} from '../model/value';
import type { FieldValue, ReadOptions, Value } from '../model/value';
import { mayBeMissing, missingIn } from './api-versions';
import { factsOf, fieldNames } from '../model/registry';
import type {
  Field,
  FieldName,
  Registry,
  Scalar,
  Vocabulary,
} from '../model/registry';
import {
  writeAssignment,
  writeAssignments,
  writeValue,
} from './assignment-syntax';
import type { Syntax } from './assignment-syntax';

/** The spelling of one field in a dialect. */
export interface FieldSpelling {
  /** The names from the resource's properties down to the value. */
  readonly path: readonly string[];
  /**
   * ARM's values with the dialect's own, where they differ or where Terraform
   * converts strings: `[['Enabled', true], ['Disabled', false]]`.
   */
  readonly values?: readonly (readonly [arm: Scalar, own: Scalar])[];
  /** Translates what no pair of `values` does (a number of days that means "enabled"). */
  readonly convert?: (own: Value) => Value;
  /** The value is a list of objects; what counts is this property of each. */
  readonly itemProperty?: string;
  /** The provider version that added it: `azurerm 4.81`. */
  readonly addedIn?: string;
  /** The spelling in older versions, read if this spelling is absent. */
  readonly legacy?: FieldSpelling;
}

/**
 * One way to spell a registry: ARM properties, azurerm attributes, the inputs
 * of a module. A field that the dialect can't express is left out.
 */
export interface Dialect {
  /** The kind of child that it spells; left out for a registry. */
  readonly kind?: ChildKind;
  readonly fields: Readonly<Partial<Record<FieldName, FieldSpelling>>>;
  /** The syntax of assignments, for messages. */
  readonly syntax: Syntax;
  /** Reads the API version that the resource names; left out where it names none. */
  readonly apiVersion?: (properties: Value | undefined) => string | undefined;
  /** A nested object may be written as a list of blocks (Terraform). */
  readonly blocks?: boolean;
  /** The SDK writes Azure's defaults before a policy sees them. */
  readonly fillsDefaults?: boolean;
  /**
   * How many names of a path compare exactly, from the resource's properties
   * down: all where a provider has a schema of them, none where they go to Azure
   * as they are written.
   */
  readonly exactNames?: number;
}

/**
 * Reads a registry from the raw properties of a resource.
 *
 * @param dialect how the properties are spelled
 * @param properties what the resource declares; anything at all may be in it
 * @param words the dialect that the author wrote in, where that is another one
 *   than what is read (CDKTF renders camelCase to Terraform's snake_case)
 * @param options how null is read, where it is not the same as nothing
 * @returns the registry; never throws, a wrong type is a value that satisfies
 *   nothing
 */
export function readRegistry(
  dialect: Dialect,
  properties: Value | undefined,
  words: Dialect = dialect,
  options: Pick<ReadOptions, 'nulls'> = {},
): Registry {
  return {
    kind: dialect.kind,
    // The getters that the class defines by name are not visible to the types.
    fields: new LazyFields(dialect, properties, {
      ...options,
      blocks: dialect.blocks === true,
      exactNames: dialect.exactNames,
      resolve: fillPlaceholders,
    }) as unknown as Registry['fields'],
    vocabulary: vocabularyFor(words),
  };
}

/**
 * The fields of one registry, each read when a rule asks for it: most rules
 * look at few, and a host may pay for every property that is looked at. They
 * are getters of the prototype, so don't spread them.
 */
class LazyFields {
  readonly #dialect: Dialect;
  readonly #properties: Value | undefined;
  readonly #options: ReadOptions;
  /** In the order of the names. */
  readonly #known: Field[] = [];

  static {
    for (const [index, name] of fieldNames.entries()) {
      Object.defineProperty(this.prototype, name, {
        get(this: LazyFields) {
          return (this.#known[index] ??= this.#read(name));
        },
      });
    }
  }

  constructor(
    dialect: Dialect,
    properties: Value | undefined,
    options: ReadOptions,
  ) {
    this.#dialect = dialect;
    this.#properties = properties;
    this.#options = options;
  }

  #read(name: FieldName): Field {
    if (name === 'privateEndpoint') return maybeElsewhere;
    const spelling = this.#dialect.fields[name];
    const field = readField(
      this.#dialect,
      spelling,
      this.#properties,
      this.#options,
    );
    if (name === 'skuName') {
      return { ...field, value: toSku(field.value) };
    }
    if (factsOf(name).isRequired === true && isLeftOut(field)) {
      return { ...field, value: setElsewhere };
    }
    if (!mayBeMissing(name)) return field;
    const version = this.#dialect.apiVersion?.(this.#properties);
    const missing =
      version === undefined ? undefined : missingIn(version, name);
    return missing === undefined
      ? field
      : {
          value: absent,
          source: absent,
          missing: missing.reason,
          ...(field.source.state === 'absent' ? {} : { isIgnored: true }),
          neededVersion: missing.neededVersion,
        };
  }
}

/** The value of a field without which nothing is created. */
const setElsewhere: FieldValue = {
  state: 'unknown',
  unknown: new UnknownHere(
    'Azure requires it, so it is set elsewhere',
    'Check the whole of what is deployed: all files of a module, a plan or a preview.',
  ),
};

/** A private endpoint is a resource of its own, which any program may declare. */
const maybeElsewhere: Field = {
  value: {
    state: 'unknown',
    unknown: new UnknownHere(
      'none points at it here, and one may be declared elsewhere',
      'Check it together with its private endpoint, or record an exemption that names the place of the endpoint.',
    ),
  },
  source: absent,
};

function isLeftOut({ value, unsupported }: Field): boolean {
  return value.state === 'absent' && unsupported !== true;
}

const inexpressible: Field = {
  value: absent,
  source: absent,
  unsupported: true,
};

function readField(
  dialect: Dialect,
  spelling: FieldSpelling | undefined,
  properties: Value | undefined,
  options: ReadOptions,
): Field {
  if (spelling === undefined) return inexpressible;
  const written = readProperty(properties, spelling.path, options);
  // A plan holds an empty list where no block is written.
  const isMissing = written.state === 'absent' || isEmptyList(written);
  if (spelling.legacy !== undefined && isMissing) {
    const legacy = readField(dialect, spelling.legacy, properties, options);
    if (written.state === 'absent' || legacy.value.state !== 'absent') {
      return legacy;
    }
  }
  if (written.state === 'absent' && lacksAttribute(spelling, properties)) {
    return inexpressible;
  }
  const field = { value: toArm(written, spelling, dialect), source: written };
  return spelling.addedIn === undefined
    ? field
    : { ...field, neededProvider: spelling.addedIn };
}

/**
 * Returns whether a plan or a state was made by a provider without an attribute: it
 * has every attribute of the provider's schema, `login_server` among them, which
 * no configuration sets.
 */
function lacksAttribute(
  { addedIn, path: [name = ''] }: FieldSpelling,
  properties: Value | undefined,
): boolean {
  return (
    addedIn !== undefined &&
    isObject(properties) &&
    ['login_server', 'loginServer'].some((one) =>
      Object.hasOwn(properties, one),
    ) &&
    !Object.hasOwn(properties, name)
  );
}

/** Turns a dialect's own value into ARM's; what has no translation stays as it is. */
function toArm(
  property: FieldValue,
  spelling: FieldSpelling,
  { exactNames = 0 }: Dialect,
): FieldValue {
  if (property.state !== 'known') return property;
  const { values = [], convert, itemProperty } = spelling;
  const { value } = property;
  if (itemProperty !== undefined) {
    const options = { exactNames: exactNames - spelling.path.length };
    return { state: 'known', value: membersOf(value, itemProperty, options) };
  }
  for (const [armValue, own] of values) {
    if (isWrittenAs(value, own)) return { state: 'known', value: armValue };
  }
  const converted = convert === undefined ? value : convert(value);
  return converted instanceof Unknown
    ? { state: 'unknown', unknown: converted }
    : { state: 'known', value: converted };
}

/** One property of each member of a list; blocks may be written as a single object. */
function membersOf(value: Value, member: string, options: ReadOptions): Value {
  const members = isList(value) ? value : [value];
  // Several blocks may have a list each.
  return members.flat().map((each) => {
    const property = readProperty(each, [member], {
      ...options,
      resolve: fillPlaceholders,
    });
    if (property.state === 'unknown') return property.unknown;
    return property.state === 'known' ? property.value : null;
  });
}

/** Terraform converts the strings "true" and "false" for a boolean attribute. */
function isWrittenAs(value: Value, own: Scalar): boolean {
  return value === own || (typeof value === 'string' && value === String(own));
}

const wordings = new WeakMap<Dialect, Vocabulary>();

function vocabularyFor(dialect: Dialect): Vocabulary {
  let wording = wordings.get(dialect);
  if (wording === undefined) {
    wording = createVocabulary(dialect);
    wordings.set(dialect, wording);
  }
  return wording;
}

function createVocabulary({
  fields,
  syntax,
  fillsDefaults = false,
}: Dialect): Vocabulary {
  const pathOf = (field: FieldName) => fields[field]?.path ?? [field];
  const own = (field: FieldName, armValue: Scalar) =>
    fields[field]?.values?.find(([arm]) => arm === armValue)?.[1] ?? armValue;
  const path = remembered((field) => pathOf(field).join('.'));
  return {
    fillsDefaults,
    path: (field) => path(field, true),
    value: remembered((field, armValue) => writeValue(own(field, armValue))),
    assignment: remembered((field, armValue) =>
      writeAssignment(pathOf(field), own(field, armValue), syntax),
    ),
    assignments: (values) =>
      writeAssignments(
        values.map(([field, armValue]) => [
          pathOf(field),
          own(field, armValue),
        ]),
        syntax,
      ),
  };
}

type Phrase = (field: FieldName, armValue: Scalar) => string;

/** Makes each text once: a document may have thousands of findings in the same words. */
function remembered(make: Phrase): Phrase {
  const texts = new Map<FieldName, Map<Scalar, string>>();
  return (field, armValue) => {
    let byValue = texts.get(field);
    if (byValue === undefined) {
      byValue = new Map<Scalar, string>();
      texts.set(field, byValue);
    }
    let text = byValue.get(armValue);
    if (text === undefined) {
      text = make(field, armValue);
      byValue.set(armValue, text);
    }
    return text;
  };
}
