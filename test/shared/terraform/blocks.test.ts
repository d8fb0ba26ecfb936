import {
  expandDynamicBlocks,
  isInstantiated,
} from '../../../shared/terraform/blocks';
import { Unknown } from '../../../shared/model/value';
import type { ValueObject } from '../../../shared/model/value';

const unknown = new Unknown('a test says so');

describe('dynamic blocks', () => {
  const denies = { default_action: 'Deny' };

  test.each<[situation: string, properties: ValueObject, ruleSet: unknown]>([
    ['none', { sku: 'Premium' }, undefined],
    [
      'a list of one',
      { dynamic: { network_rule_set: { for_each: ['a'], content: denies } } },
      [denies],
    ],
    [
      'written as lists of blocks',
      {
        dynamic: [
          { network_rule_set: [{ for_each: { a: 1 }, content: [denies] }] },
        ],
      },
      [denies],
    ],
    [
      'an empty list',
      { dynamic: { network_rule_set: { for_each: [], content: denies } } },
      [],
    ],
    [
      'an empty map',
      { dynamic: { network_rule_set: { for_each: {}, content: denies } } },
      [],
    ],
    [
      'a list that is not known',
      { dynamic: { network_rule_set: { for_each: unknown, content: denies } } },
      [unknown],
    ],
    [
      'content that is not known',
      { dynamic: { network_rule_set: { for_each: [1], content: unknown } } },
      [unknown],
    ],
    [
      'a generator that is not known',
      { dynamic: { network_rule_set: unknown } },
      [unknown],
    ],
    [
      'a generator in parts, which Terraform reads as one',
      {
        dynamic: {
          network_rule_set: [[{ for_each: ['a'] }, { content: [[denies]] }]],
        },
      },
      [denies],
    ],
    [
      'content that is null',
      { dynamic: { network_rule_set: { for_each: ['a'], content: null } } },
      [],
    ],
    [
      'what is no generator, which Terraform refuses',
      { dynamic: ['network_rule_set', { network_rule_set: null }] },
      [],
    ],
    [
      'beside a block that is written out',
      {
        network_rule_set: { default_action: 'Allow' },
        dynamic: { network_rule_set: { for_each: unknown, content: denies } },
      },
      [{ default_action: 'Allow' }, unknown],
    ],
  ])('%s', (_, properties, ruleSet) => {
    expect(expandDynamicBlocks(properties)['network_rule_set']).toEqual(
      ruleSet,
    );
  });

  test('in a block that is written out', () => {
    const rule = { action: 'Allow', ip_range: '0.0.0.0/0' };
    const properties = {
      network_rule_set: [
        {
          ...denies,
          ip_rule: [{ action: 'Allow', ip_range: '10.0.0.0/8' }],
          dynamic: { ip_rule: { for_each: ['a'], content: rule } },
        },
      ],
    };
    expect(expandDynamicBlocks(properties)).toMatchObject({
      network_rule_set: [{ ip_rule: [{ ip_range: '10.0.0.0/8' }, rule] }],
    });
  });

  test('in a block that is generated', () => {
    const content = {
      ...denies,
      dynamic: { ip_rule: { for_each: unknown, content: {} } },
    };
    expect(
      expandDynamicBlocks({
        dynamic: { network_rule_set: { for_each: ['a'], content } },
      }),
    ).toMatchObject({ network_rule_set: [{ ip_rule: [unknown] }] });
  });

  test('attributes that nobody asks for are not looked at', () => {
    const properties = {
      sku: 'Premium',
      get location(): string {
        throw new Error('looked at');
      },
    };
    expect(expandDynamicBlocks(properties)).toBe(properties);
  });
});

describe('count and for_each', () => {
  test.each<[situation: string, properties: ValueObject, exists: boolean]>([
    ['neither', {}, true],
    ['count 1', { count: 1 }, true],
    ['count 0', { count: 0 }, false],
    ['count "0", which Terraform converts', { count: '0' }, false],
    ['count "00", too', { count: '00' }, false],
    ['count "", which it refuses', { count: '' }, true],
    ['count null, which it refuses', { count: null }, true],
    ['a count that is not known', { count: unknown }, true],
    ['an empty map', { for_each: {} }, false],
    ['an empty list', { for_each: [] }, false],
    ['a map', { for_each: { a: 1 } }, true],
    ['a for_each that is not known', { for_each: unknown }, true],
    ['a map with something unknown in it', { for_each: { a: unknown } }, true],
  ])('%s', (_, properties, exists) => {
    expect(isInstantiated(properties) !== 'no').toBe(exists);
  });
});
