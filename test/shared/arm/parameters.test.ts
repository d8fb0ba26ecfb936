import { Unknown } from '../../../shared/model/value';
import { outcomesOf, registry } from '../../support/arm';
import type { Json } from '../../support/arm';

const byParameter = { publicNetworkAccess: "[parameters('access')]" };
const unlessEmpty = {
  publicNetworkAccess:
    "[if(empty(parameters('access')), 'Enabled', 'Disabled')]",
};
const unknown = new Unknown('a test says so');

/** A template whose registry is closed unless its parameter is empty. */
function closedUnlessEmpty(definition: Json, around: object = {}): Json {
  return {
    ...around,
    parameters: { access: definition },
    resources: [registry(unlessEmpty)],
  };
}

interface Row {
  readonly situation: string;
  readonly template: Json;
  readonly parameters?: Json;
  readonly outcomes: readonly string[];
}

const rows: readonly Row[] = [
  {
    situation: 'the default of a parameter',
    template: {
      parameters: { access: { type: 'string', defaultValue: 'Disabled' } },
      resources: [registry(byParameter)],
    },
    outcomes: ['pass'],
  },
  {
    situation: 'a value given for a parameter, in another case',
    template: {
      parameters: { access: { type: 'string', defaultValue: 'Disabled' } },
      resources: [registry(byParameter)],
    },
    parameters: { ACCESS: { value: 'Enabled' } },
    outcomes: ['fail'],
  },
  {
    situation: 'a whole parameter file as text',
    template: {
      parameters: { access: { type: 'string' } },
      resources: [registry(byParameter)],
    },
    parameters: JSON.stringify({
      $schema: 'https://schema.management.azure.com/…',
      contentVersion: '1.0.0.0',
      parameters: { access: { value: 'Disabled' } },
    }),
    outcomes: ['pass'],
  },
  {
    situation: 'null given for a parameter means its default',
    template: {
      parameters: { access: { type: 'string', defaultValue: 'Disabled' } },
      resources: [registry(byParameter)],
    },
    parameters: { access: { value: null } },
    outcomes: ['pass'],
  },
  {
    situation: 'a parameter with neither value nor default',
    template: {
      parameters: { access: { type: 'string' } },
      resources: [registry(byParameter)],
    },
    outcomes: ['unknown'],
  },
  {
    situation: 'a nullable parameter without a value is null: not set',
    template: {
      parameters: { access: { type: 'string', nullable: true } },
      resources: [registry(byParameter)],
    },
    outcomes: ['fail'],
  },
  {
    situation: 'nullable by the definition that its type refers to',
    template: {
      definitions: { accessType: { type: 'string', nullable: true } },
      parameters: { access: { $ref: '#/definitions/accessType' } },
      resources: [registry(byParameter)],
    },
    outcomes: ['fail'],
  },
  {
    situation: 'a secret of a key vault',
    template: {
      parameters: { access: { type: 'securestring' } },
      resources: [registry(byParameter)],
    },
    parameters: {
      access: { reference: { keyVault: { id: '…' }, secretName: 's' } },
    },
    outcomes: ['unknown'],
  },
  {
    situation: 'a value that the host does not know',
    template: closedUnlessEmpty({ type: 'string' }),
    parameters: { access: { value: unknown } },
    outcomes: ['unknown'],
  },
  {
    situation: 'a value that the host does not know, of a least length',
    template: closedUnlessEmpty({ type: 'String', minLength: 1 }),
    parameters: { access: { value: unknown } },
    outcomes: ['pass'],
  },
  {
    situation: 'no value, of a least length',
    template: closedUnlessEmpty({ type: 'string', minLength: 1 }),
    outcomes: ['pass'],
  },
  {
    situation: 'a least length without a type',
    template: closedUnlessEmpty({ minLength: 1 }),
    outcomes: ['unknown'],
  },
  {
    situation: 'a least length of none',
    template: closedUnlessEmpty({ type: 'string', minLength: 0 }),
    outcomes: ['unknown'],
  },
  {
    situation: 'a least length, but null is allowed',
    template: closedUnlessEmpty({
      type: 'string',
      minLength: 1,
      nullable: true,
    }),
    parameters: { access: { value: unknown } },
    outcomes: ['unknown'],
  },
  {
    situation: 'a default that is not known, of a least length',
    template: closedUnlessEmpty({
      type: 'string',
      minLength: 1,
      defaultValue: "[reference('a').b]",
    }),
    outcomes: ['pass'],
  },
  {
    situation: 'a default that is not known, of a least length or null',
    template: closedUnlessEmpty({
      type: 'string',
      minLength: 1,
      nullable: true,
      defaultValue: "[reference('a').b]",
    }),
    outcomes: ['unknown'],
  },
  {
    situation: 'allowed texts of which none is empty',
    template: closedUnlessEmpty({ type: 'string', allowedValues: ['a', 'b'] }),
    outcomes: ['pass'],
  },
  {
    situation: 'allowed texts of which one is empty',
    template: closedUnlessEmpty({ type: 'string', allowedValues: ['a', ''] }),
    outcomes: ['unknown'],
  },
  {
    situation: 'no allowed texts at all',
    template: closedUnlessEmpty({ type: 'string', allowedValues: [] }),
    outcomes: ['unknown'],
  },
  {
    situation: 'an array of allowed members may have none',
    template: closedUnlessEmpty({ type: 'array', allowedValues: ['a', 'b'] }),
    outcomes: ['unknown'],
  },
  {
    situation: 'a type that refers to a definition',
    template: closedUnlessEmpty(
      { $ref: '#/definitions/a' },
      { definitions: { a: { type: 'string', minLength: 1 } } },
    ),
    outcomes: ['pass'],
  },
  {
    situation:
      'a type that refers through definitions, escaped and in another case',
    template: closedUnlessEmpty(
      { $ref: '#/definitions/a~1B~0' },
      {
        definitions: {
          'A/b~': { $ref: '#/definitions/c' },
          c: { type: 'string', minLength: 1 },
        },
      },
    ),
    outcomes: ['pass'],
  },
  {
    situation: 'a least length beside a reference',
    template: closedUnlessEmpty(
      { $ref: '#/definitions/a', minLength: 1 },
      { definitions: { a: { type: 'string' } } },
    ),
    outcomes: ['pass'],
  },
  {
    situation: 'definitions that refer to each other',
    template: closedUnlessEmpty(
      { $ref: '#/definitions/a' },
      {
        definitions: {
          a: { $ref: '#/definitions/b' },
          b: { $ref: '#/definitions/a' },
        },
      },
    ),
    outcomes: ['unknown'],
  },
  {
    situation: 'a definition that is not there',
    template: closedUnlessEmpty({ $ref: '#/definitions/a' }),
    outcomes: ['unknown'],
  },
  {
    situation: 'a definition of another document',
    template: closedUnlessEmpty(
      { $ref: 'other.json#/definitions/a' },
      { definitions: { a: { type: 'string', minLength: 1 } } },
    ),
    outcomes: ['unknown'],
  },
  {
    situation: 'a default of null: not set',
    template: {
      parameters: { access: { type: 'string', defaultValue: null } },
      resources: [registry(byParameter)],
    },
    outcomes: ['fail'],
  },
];

test.each(rows)('$situation', ({ template, parameters, outcomes }) => {
  expect(outcomesOf(template, parameters)).toEqual(outcomes);
});
