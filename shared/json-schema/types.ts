/**
 * The subset of JSON Schema that describes configuration. A schema is data:
 * editors get it as a file, Pulumi as a policy's `configSchema`, and `validate`
 * uses it, so the three cannot differ.
 */
export type Schema =
  | StringSchema
  | BooleanSchema
  | IntegerSchema
  | ArraySchema
  | ObjectSchema
  | UnionSchema;

interface Described {
  readonly description?: string;
}

/** A string: one of several values, of a certain form, or any. */
export interface StringSchema extends Described {
  readonly type: 'string';
  readonly enum?: readonly string[];
  readonly default?: string;
  /** A regular expression, with a description that editors show. */
  readonly pattern?: string;
  readonly patternErrorMessage?: string;
  /** A day of the calendar, `YYYY-MM-DD`, or a regular expression. */
  readonly format?: 'date' | 'regex';
}

/** True or false. */
export interface BooleanSchema extends Described {
  readonly type: 'boolean';
  readonly default?: boolean;
}

/** A whole number within inclusive limits. */
export interface IntegerSchema extends Described {
  readonly type: 'integer';
  readonly default?: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** An array of items of one schema. */
export interface ArraySchema<Item extends Schema = Schema> extends Described {
  readonly type: 'array';
  readonly default?: readonly string[];
  readonly items: Item;
  readonly minItems?: number;
}

/** An object with these properties and no other. */
export interface ObjectSchema extends Described {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly additionalProperties: false;
}

/** One of several schemas that differ in type. */
export interface UnionSchema extends Described {
  readonly anyOf: readonly (StringSchema | ObjectSchema)[];
}

/** An option of a rule, with its description and default. */
export type OptionSchema = Required<Described> &
  (
    | (StringSchema & { readonly default: string })
    | (BooleanSchema & { readonly default: boolean })
    | (IntegerSchema & { readonly default: number })
    | (ArraySchema<StringSchema> & { readonly default: readonly string[] })
  );

/** The options of a rule by name. */
export type OptionSchemas = Readonly<Record<string, OptionSchema>>;

/** The value of one option of a rule. */
export type OptionValue = string | boolean | number | readonly string[];

/** The values of a rule's options by name. */
export type OptionValues = Readonly<Record<string, OptionValue>>;

/** The option values that a rule with these options receives. */
export type OptionsOf<Schemas extends OptionSchemas> = {
  readonly [Name in keyof Schemas]: OptionOf<Schemas[Name]>;
};

type OptionOf<One extends OptionSchema> = One extends {
  readonly enum: readonly (infer Allowed)[];
}
  ? Allowed
  : One extends { readonly type: 'string' }
    ? string
    : One extends { readonly type: 'boolean' }
      ? boolean
      : One extends { readonly type: 'integer' }
        ? number
        : readonly string[];

/** The input that a schema accepts, for a schema that is written `as const`. */
export type ValueOf<One extends Schema> = One extends {
  readonly anyOf: readonly (infer Alternative extends Schema)[];
}
  ? ValueOf<Alternative>
  : One extends ObjectSchema
    ? ObjectValueOf<One>
    : One extends { readonly items: infer Item extends Schema }
      ? readonly ValueOf<Item>[]
      : One extends { readonly enum: readonly (infer Allowed)[] }
        ? Allowed
        : One extends { readonly type: 'boolean' }
          ? boolean
          : One extends { readonly type: 'integer' }
            ? number
            : string;

type ObjectValueOf<One extends ObjectSchema> = {
  readonly [Name in RequiredIn<One>]: ValueOf<One['properties'][Name]>;
} & {
  readonly [
    Name in Exclude<keyof One['properties'], RequiredIn<One>>
  ]?: ValueOf<One['properties'][Name]>;
};

type RequiredIn<One extends ObjectSchema> = One extends {
  readonly required: readonly (infer Name extends string)[];
}
  ? Name
  : never;
