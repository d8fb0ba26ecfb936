import { outcomesOf, registry } from './support/arm';
import type { Json } from './support/arm';

const byParameter = { publicNetworkAccess: "[parameters('access')]" };

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
];

test.each(rows)('$situation', ({ template, parameters, outcomes }) => {
  expect(outcomesOf(template, parameters)).toEqual(outcomes);
});
