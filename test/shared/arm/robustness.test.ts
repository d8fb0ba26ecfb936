import fc from 'fast-check';
import { readTemplate } from '../../../shared/arm';
import { rules } from '../../../shared/rules';
import type { Value } from '../../../shared/model/value';
import { evaluateExpression } from '../../support/arm-expression';
import { registry } from '../../support/arm';
import { findingsOf } from '../../support/findings';

/*
 * Nothing throws on any template: an error would become an internal error, which
 * blocks.
 */

const names = fc.constantFrom(
  'type',
  'name',
  'copy',
  'count',
  'condition',
  'existing',
  'properties',
  'template',
  'templateLink',
  'contentId',
  'parameters',
  'variables',
  'functions',
  'definitions',
  'resources',
  'value',
  'input',
  'defaultValue',
  'nullable',
  '$ref',
  'sku',
  'networkRuleSet',
  'expressionEvaluationOptions',
  'scope',
  '__proto__',
  "[parameters('a')]",
);
const texts = fc.constantFrom(
  'Microsoft.ContainerRegistry/registries',
  'Microsoft.ContainerRegistry/registries/replications',
  'Microsoft.Resources/deployments',
  'replications',
  'Premium',
  '#/definitions/a',
  'inner',
  "[parameters('type')]",
  "[variables('name')]",
  '[copyIndex()]',
  '[resourceGroup().location]',
  '[[escaped]',
  '[',
  '[]',
  '',
);
const { json } = fc.letrec((sort: fc.LetrecTypedTie<{ json: Value }>) => ({
  json: fc.oneof(
    { maxDepth: 7, withCrossShrink: true },
    texts,
    fc.oneof(fc.boolean(), fc.constant(null), fc.integer({ max: 5 })),
    fc.array(sort('json'), { maxLength: 3 }),
    fc.dictionary(names, sort('json'), { maxKeys: 6 }),
  ),
}));

test('any JSON at all is read without a fault', () => {
  fc.assert(
    fc.property(
      json,
      fc.dictionary(names, json),
      json,
      (resources, parts, parameters) => {
        const template = {
          ...parts,
          resources: [resources, registry({ networkRuleSet: resources })],
        };
        const findings = findingsOf(
          rules,
          { type: 'template', address: 'main.json', name: 'main' },
          () => readTemplate(template, parameters),
        );
        expect(findings.length).toBeGreaterThan(0);
        expect(
          findings.filter(({ isInternalError }) => isInternalError),
        ).toEqual([]);
      },
    ),
    { numRuns: 1_000 },
  );
});

const token = fc.constantFrom(
  "'a'",
  "''",
  '1',
  '-2',
  '0.5',
  '(',
  ')',
  '[',
  ']',
  ',',
  '.',
  'concat',
  'if',
  'createObject',
  'lambda',
  'map',
  'parameters',
  'null()',
  'unknown',
  ' ',
  '@',
);

test('any tokens in any order are evaluated without a fault', () => {
  fc.assert(
    fc.property(fc.array(token, { maxLength: 30 }), (tokens) => {
      expect(() => evaluateExpression(tokens.join(''))).not.toThrow();
    }),
    { numRuns: 3_000 },
  );
});

const functions = [
  'add and array base64 base64ToJson base64ToString bool cidrHost cidrSubnet coalesce',
  'concat contains copyIndex createArray createObject dataUri dataUriToString dateTimeAdd',
  'dateTimeFromEpoch dateTimeToEpoch deployment div empty endsWith environment equals fail filter',
  'first flatten float format greater groupBy guid if indexFromEnd indexOf int intersection items',
  'join json lambda lambdaVariables last lastIndexOf length less map mapValues max min mod mul',
  'newGuid not null objectKeys or padLeft parameters parseCidr range reduce reference replace',
  'resourceId shallowMerge skip sort split startsWith string sub subscriptionResourceId substring',
  'take tenantResourceId toLower toObject trim tryGet tryIndexFromEnd union uniqueString uri',
  'uriComponent uriComponentToString utcNow variables',
].flatMap((line) => line.split(' '));

const argument = fc.constantFrom(
  'null()',
  'true()',
  '1',
  '-1',
  '1.5',
  "''",
  "'a'",
  "'10.0.0.0/24'",
  '\'{"a": 1}\'',
  "'{0:N99}{1}'",
  'createArray()',
  'createArray(1, null())',
  "createArray(createObject('a', 1), unknown)",
  "createObject('a', null())",
  "lambda('x', lambdaVariables('x'))",
  "lambda('x', 'y', less(lambdaVariables('x'), 1))",
  'unknown',
  'resourceGroup()',
);

test.each(functions)('%s() takes anything without a fault', (name) => {
  fc.assert(
    fc.property(fc.array(argument, { maxLength: 4 }), (args) => {
      const call = `${name}(${args.join(', ')})`;
      expect(() => evaluateExpression(call)).not.toThrow();
    }),
    { numRuns: 60 },
  );
});
