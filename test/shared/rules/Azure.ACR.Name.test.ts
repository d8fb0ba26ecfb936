import {
  azapi,
  azapiObject,
  azureNativeGeneric,
} from '../../../shared/dialects/arm';
import { dialects, judge, ruleNamed } from '../../support/core';
import { unknown } from '../../support/neutral';

const rule = ruleNamed('Azure.ACR.Name');

test.each([
  { situation: 'letters and digits', name: 'Web01', outcome: 'pass' },
  { situation: 'fifty letters', name: 'a'.repeat(50), outcome: 'pass' },
  { situation: 'one more', name: 'a'.repeat(51), outcome: 'fail' },
  { situation: 'four letters', name: 'webs', outcome: 'fail' },
  { situation: 'a hyphen', name: 'web-shop', outcome: 'fail' },
  { situation: 'a blank in front', name: ' webshop', outcome: 'fail' },
  { situation: 'a blank behind', name: 'webshop ', outcome: 'fail' },
  { situation: 'a number', name: 12345, outcome: 'fail' },
  { situation: 'a list with a name', name: ['webshop'], outcome: 'fail' },
  { situation: 'not known yet', name: unknown, outcome: 'unknown' },
  { situation: 'not set', name: undefined, outcome: 'notApplicable' },
])('a name of $situation: $outcome', ({ name, outcome }) => {
  const finding = judge(dialects.azurerm, { sku: 'Premium', name }, rule);
  expect(finding.outcome).toBe(outcome);
});

test.each([
  {
    surface: 'azure-native',
    dialect: dialects.azureNative,
    property: 'registryName',
  },
  {
    surface: 'the generic resource of azure-native',
    dialect: azureNativeGeneric,
    property: 'resourceName',
  },
  { surface: 'azapi', dialect: azapi, property: 'name' },
  { surface: 'azapi in code', dialect: azapiObject, property: 'name' },
  { surface: 'ARM', dialect: dialects.armTemplate, property: 'name' },
])('$surface has it as $property', ({ dialect, property }) => {
  const outcomes = ['webshop', 'web-shop'].map(
    (name) => judge(dialect, { [property]: name }, rule).outcome,
  );
  expect(outcomes).toEqual(['pass', 'fail']);
});
