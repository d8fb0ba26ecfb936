import { knowledgeOf } from '../../../shared/arm/partially-known';
import type { Knowledge } from '../../../shared/arm/partially-known';
import { Unknown } from '../../../shared/model/value';
import { evaluateExpression } from '../../support/arm-expression';

/** The knowledge of an expression's value, which has to be an unknown. */
function knowledgeIn(expression: string): Knowledge {
  const value = evaluateExpression(expression);
  if (value instanceof Unknown) return knowledgeOf(value);
  throw new Error(`${expression} is known`);
}

const array = { type: 'array' };
const bool = { type: 'bool' };
const number = { type: 'number' };
const object = { type: 'object' };
const text = { type: 'string' };
const someText = { type: 'string', nonEmpty: true };
const nothing = {};

const idOfC = { ...someText, idTail: '/providers/a/b/c' };

const ofResults: readonly (readonly [expression: string, known: object])[] = [
  ['array(unknown)', array],
  ['concat(unknown)', nothing],
  ["concat(unknown, '')", { ...text, nonEmpty: false }],
  ["concat(unknown, 'a')", someText],
  ["concat('a', unknown)", { ...someText, prefix: 'a' }],
  ["format('a-{0}', unknown)", { ...text, prefix: 'a-' }],
  ['concat(unknown, createArray())', { ...array, nonEmpty: false }],
  ['concat(unknown, createArray(1))', { ...array, nonEmpty: true }],
  ["contains(unknown, 'a')", bool],
  ["contains('a', unknown)", bool],
  ['contains(createArray(unknown), 1)', bool],
  ['empty(unknown)', bool],
  ['first(unknown)', nothing],
  ['flatten(unknown)', array],
  [
    'flatten(createArray(createArray(1), unknown))',
    { ...array, nonEmpty: true },
  ],
  ['indexFromEnd(unknown, 1)', nothing],
  ["indexOf(unknown, 'a')", number],
  ["indexOf('a', unknown)", number],
  ['indexOf(createArray(unknown), 1)', number],
  ['lastIndexOf(createArray(1, unknown), 1)', number],
  ['intersection(unknown, createArray(1))', nothing],
  [
    'intersection(createArray(unknown), createArray(1))',
    { ...array, nonEmpty: false },
  ],
  [
    "intersection(createObject('a', unknown), createObject('a', 1))",
    { ...object, nonEmpty: false },
  ],
  ['last(unknown)', nothing],
  ['length(unknown)', number],
  ['max(unknown, 1)', number],
  ['min(createArray(1, unknown))', number],
  ['range(0, unknown)', array],
  ['skip(unknown, 1)', nothing],
  ['take(unknown, 1)', nothing],
  ['union(unknown, createArray())', { ...array, nonEmpty: false }],
  ['union(createArray(1), unknown)', { ...array, nonEmpty: true }],
  ['union(createArray(unknown), createArray(1))', { ...array, nonEmpty: true }],
  [
    'union(unknown, createObject())',
    { ...object, nonEmpty: false, members: {} },
  ],
  [
    "union(unknown, createObject('A', 1))",
    { ...object, nonEmpty: true, members: { a: 1 } },
  ],
  [
    "union(unknown, createObject('a', createObject('B', 1))).a",
    { ...object, nonEmpty: true, members: { b: 1 } },
  ],
  [
    "union(unknown, createObject('a', createObject())).a",
    { ...object, nonEmpty: false, members: {} },
  ],
  ["union(unknown, createObject('a', null())).a", nothing],
  ["cidrHost('10.0.0.0/24', unknown)", someText],
  ["cidrSubnet('10.0.0.0/24', 25, unknown)", someText],
  ['parseCidr(unknown)', object],
  ['coalesce(unknown, 1)', nothing],
  ['equals(unknown, 1)', bool],
  ["equals(createObject('a', unknown), createObject('a', 1))", bool],
  ['less(unknown, 1)', bool],
  ["dateTimeAdd(unknown, 'P1D')", someText],
  ['dateTimeFromEpoch(unknown)', someText],
  ['dateTimeToEpoch(unknown)', number],
  ['utcNow()', someText],
  ['newGuid()', someText],
  [
    "guid('a')",
    { ...someText, sample: '0a1b2c3d-4e5f-5a6b-8c7d-0e1f2a3b4c5d' },
  ],
  ["uniqueString('a')", { ...someText, sample: 'abcdefghij234' }],
  ['deployer().objectId', someText],
  ['deployer().tenantId', someText],
  ['deployment().name', someText],
  ['environment().name', someText],
  ['managementGroup().id', someText],
  ['managementGroup().name', someText],
  ['resourceGroup().id', someText],
  ['resourceGroup().location', someText],
  ['resourceGroup().name', someText],
  ['subscription().displayName', someText],
  ['subscription().id', someText],
  ['subscription().subscriptionId', someText],
  ['subscription().tenantId', someText],
  ['tenant().tenantId', someText],
  ['resourceGroup().tags', nothing],
  ["reference('a')", nothing],
  ["listKeys('a', 'b')", nothing],
  ["references('a')", array],
  ["pickZones('a', 'b', 'c')", array],
  ["toLogicalZone('a', 'b', 'c')", someText],
  ["toPhysicalZones('a', 'b', 'c')", array],
  ["managementGroupResourceId('a/b', 'c')", someText],
  ["resourceId('a/b', 'c')", idOfC],
  ["resourceId('rg', 'a/b', 'c')", idOfC],
  ["resourceId(unknown, 'a/b', 'c')", idOfC],
  ["subscriptionResourceId('a/b', 'c')", idOfC],
  ["tenantResourceId('a/b', unknown)", someText],
  ["extensionResourceId(unknown, 'a/b', 'c')", idOfC],
  ["filter(unknown, lambda('x', true()))", array],
  [
    "filter(createArray(1), lambda('x', unknown))",
    { ...array, nonEmpty: false },
  ],
  ["groupBy(unknown, lambda('x', 'a'))", object],
  ["groupBy(createArray(1), lambda('x', unknown))", object],
  ["map(unknown, lambda('x', 1))", array],
  ["mapValues(unknown, lambda('x', 1))", object],
  ["reduce(unknown, 0, lambda('x', 'y', 1))", nothing],
  ["sort(unknown, lambda('x', 'y', true()))", array],
  ["toObject(unknown, lambda('x', 'a'))", { ...object, nonEmpty: false }],
  [
    "toObject(concat(unknown, createArray(1)), lambda('x', 'a'))",
    { ...object, nonEmpty: true },
  ],
  [
    "toObject(createArray(1), lambda('x', unknown))",
    { ...object, nonEmpty: true },
  ],
  ['and(unknown, true())', bool],
  ['or(unknown, false())', bool],
  ['not(unknown)', bool],
  ['bool(unknown)', bool],
  ['if(unknown, 1, 2)', { ...number, nonEmpty: true }],
  ["if(unknown, 'a', 'b')", { ...text, nonEmpty: true }],
  ["if(unknown, '', 'a')", { ...text, nonEmpty: false }],
  ["if(unknown, 'a', '')", { ...text, nonEmpty: false }],
  ["if(unknown, 'a', null())", nothing],
  ['if(unknown, null(), unknown)', nothing],
  [
    'if(unknown, createArray(1), createArray(1, 2))',
    { ...array, nonEmpty: true },
  ],
  ['if(unknown, 1, createArray(1))', nothing],
  [
    "if(unknown, createObject('A', 1, 'b', 2), createObject('a', 1, 'c', 3))",
    { ...object, nonEmpty: true, members: { a: 1 } },
  ],
  ['add(unknown, 1)', number],
  ['float(unknown)', number],
  ['int(unknown)', number],
  ['createObject(unknown, 1)', { ...object, nonEmpty: true }],
  ['items(unknown)', array],
  ['json(unknown)', nothing],
  ['objectKeys(unknown)', array],
  ['shallowMerge(unknown)', object],
  ['shallowMerge(createArray(unknown))', object],
  ["tryGet(unknown, 'a')", nothing],
  ["tryGet(createObject('a', 1), unknown)", nothing],
  ['base64(unknown)', text],
  ['base64ToJson(unknown)', nothing],
  ['dataUri(unknown)', someText],
  ['dataUriToString(unknown)', text],
  ["endsWith(unknown, 'a')", bool],
  ["startsWith('a', unknown)", bool],
  ["format('{0}', unknown)", text],
  ["join(createArray(unknown), ',')", text],
  ['padLeft(unknown, 3)', text],
  ["replace(unknown, 'a', 'b')", text],
  ["split(unknown, ',')", array],
  ['string(unknown)', text],
  ['substring(unknown, 0)', text],
  ['toLower(unknown)', text],
  ["uri('http://contoso.com/', unknown)", text],
  ['uriComponent(unknown)', text],
];

test.each(ofResults)('of [%s] there is known %j', (expression, known) => {
  expect(knowledgeIn(expression)).toEqual(known);
});
