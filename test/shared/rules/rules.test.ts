import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineRule } from '../../../shared/rules/utils/define-rule';
import { rules } from '../../../shared/rules';
import type { Rule } from '../../../shared/rules/types';
import { acrFirewall } from '../../../shared/rules/Azure.ACR.Firewall';

test('names and references are unique', () => {
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
  expect(new Set(rules.map(({ ref }) => ref)).size).toBe(rules.length);
});

test.each(rules)('$name has a table of tests', ({ name }) => {
  const folder = __dirname;
  const upstream = readFileSync(join(folder, 'upstream.test.ts'), 'utf8');
  expect(
    upstream.includes(`'${name}'`) ||
      existsSync(join(folder, `${name}.test.ts`)),
  ).toBe(true);
});

test.each(rules)('$name has a reference, upstream’s or ours', ({ ref }) => {
  expect(ref).toMatch(/^(AZR|AAP)-\d{6}$/);
});

test('a rule’s page is upstream’s unless it says otherwise', () => {
  expect(acrFirewall.url).toBe(
    'https://azure.github.io/PSRule.Rules.Azure/en/rules/Azure.ACR.Firewall/',
  );
  expect(defineRule({ ...acrFirewall, url: 'https://example.com' }).url).toBe(
    'https://example.com',
  );
});

test.each([
  'Azure.ACR.',
  'Azure.ACR.firewall',
  'Azure.Storage.Firewall',
  'Azure.ACR.Fire wall',
  'Azure.ACR.ThisNameIsLongerThanUpstreamAllows',
  `Azure.ACR.${'A'.repeat(26)}`,
  'my Azure.ACR.Firewall',
])('%p is no name for a rule', (name) => {
  expect(() => defineRule({ ...acrFirewall, name })).toThrow(
    `The rule name "${name}" must be <Owner>.ACR.<Name>`,
  );
});

test('a name of 35 letters is one', () => {
  const name = `Azure.ACR.${'A'.repeat(25)}`;
  expect(defineRule({ ...acrFirewall, name }).name).toBe(name);
});

test('whoever adds a rule has a name of their own, and a page', () => {
  const name = 'Contoso.ACR.PrivateOnly';
  const url = 'https://contoso.example/acr';
  const definition = Object.fromEntries(
    Object.entries(acrFirewall).filter(([key]) => key !== 'url'),
  ) as Omit<Rule, 'url'>;
  expect(defineRule({ ...definition, name, url })).toMatchObject({ name, url });
  expect(() => defineRule({ ...definition, name })).toThrow(
    'Contoso.ACR.PrivateOnly must have a url',
  );
});
