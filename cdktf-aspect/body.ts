import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../shared/json';
import { toValue } from '../shared/terraform/expression';
import type { Scope } from '../shared/terraform/expression';
import { Unknown } from '../shared/value';
import type { Value, ValueObject } from '../shared/value';

/** Renders the tokens in a value; `undefined` is not written at all. */
export type Resolve = (value: unknown) => Json | undefined;

/** Blocks around the settings: they say how Terraform handles a resource, never what it is. */
const metaArguments = new Set([
  '//',
  'connection',
  'depends_on',
  'lifecycle',
  'provider',
  'provisioner',
]);

/**
 * The body of a block. Rendering tokens is what costs in a synthesis, so an
 * attribute is rendered when a reader looks at it: a registry's location and
 * resource group are tokens nearly always, and few rules ask for them.
 */
export class Body {
  /** What a reader sees. */
  readonly properties: ValueObject;
  readonly #attributes = new Map<string, unknown>();
  readonly #rendered = new Map<string, Json | undefined>();
  readonly #resolve: Resolve;

  /**
   * @param attributes by Terraform's names; tokens may be anywhere in it
   * @param resolve renders tokens
   * @param scope what expressions may refer to
   */
  constructor(attributes: object, resolve: Resolve, scope: Scope) {
    this.#resolve = resolve;
    // No prototype, so that an attribute named __proto__ is one like any other.
    const properties = Object.create(null) as Record<string, Value>;
    for (const [name, attribute] of Object.entries(attributes)) {
      if (attribute === undefined || metaArguments.has(name)) continue;
      this.#attributes.set(name, attribute);
      if (isPlain(attribute)) {
        properties[name] = attribute;
      } else {
        Object.defineProperty(properties, name, {
          enumerable: true,
          get: () => this.#read(name, scope),
        });
      }
    }
    this.properties = properties;
  }

  /**
   * Tells whether a reader that looked at this body would see the same in
   * another one: whatever is plain is equal, and so is what it had rendered.
   */
  isEquivalentTo(other: Body): boolean {
    if (this.#attributes.size !== other.#attributes.size) return false;
    for (const [name, attribute] of this.#attributes) {
      if (!other.#attributes.has(name)) return false;
      const isEqual = isPlain(attribute)
        ? attribute === other.#attributes.get(name)
        : !this.#rendered.has(name) ||
          isDeepStrictEqual(this.#rendered.get(name), other.#render(name));
      if (!isEqual) return false;
    }
    return true;
  }

  #read(name: string, scope: Scope): Value {
    try {
      const json = this.#render(name);
      return json === undefined ? null : toValue(json, scope);
    } catch (error) {
      // A producer of the user's that can't tell its value at this time.
      const cause = error instanceof Error ? error.message : String(error);
      const [reason] = cause.split('\n');
      return new Unknown(`its token can't be resolved: ${reason}`, error);
    }
  }

  #render(name: string): Json | undefined {
    if (!this.#rendered.has(name)) {
      this.#rendered.set(name, this.#resolve(this.#attributes.get(name)));
    }
    return this.#rendered.get(name);
  }
}

/** Below any number that is not a token. */
const tokenNumbers = -1e200;

/**
 * Tells whether an attribute is what it will be in the output, without a look
 * at tokens or expressions: strings hold both in braces, and numbers that are
 * tokens are huge negative ones, in strings with an exponent.
 */
function isPlain(attribute: unknown): attribute is boolean | number | string {
  if (typeof attribute === 'string') {
    return !attribute.includes('{') && !attribute.includes('e+');
  }
  if (typeof attribute === 'number') return attribute > tokenNumbers;
  return typeof attribute === 'boolean';
}
