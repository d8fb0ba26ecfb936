import { acrFirewall } from '../../../shared';
import { acrSoftDelete } from '../../../shared/rules';
import type { Outcome } from '../../../shared';
import {
  azapi,
  configuration,
  judgeConfiguration,
  onlyFinding,
} from '../../support/terraform';
import type { Body } from '../../support/terraform';

const { type: registryType, premium, closed, open } = azapi;

describe('a change of a registry that is declared elsewhere', () => {
  const resource_id = '${var.registry_id}';
  const update = (body: unknown, more: Body = {}) =>
    configuration([
      'azapi_update_resource.change',
      { type: registryType, resource_id, body, ...more },
    ]);

  test.each<[situation: string, body: unknown, outcomes: Outcome[]]>([
    ['closes the public network', closed, ['pass']],
    [
      'denies by default',
      { properties: { networkRuleSet: { defaultAction: 'Deny' } } },
      ['pass'],
    ],
    ['opens the public network', open, ['fail']],
    [
      'allows by default',
      { properties: { networkRuleSet: { defaultAction: 'Allow' } } },
      ['fail'],
    ],
    [
      'opens the public network to what the firewall names',
      {
        properties: {
          publicNetworkAccess: 'Enabled',
          networkRuleSet: { defaultAction: 'Deny' },
        },
      },
      ['pass'],
    ],
    [
      'opens a registry of a SKU that has no firewall',
      { sku: { name: 'Standard' }, ...open },
      [],
    ],
    [
      'opens a registry beside a tier, which Azure takes from the name of the SKU',
      { sku: { tier: 'Standard' }, ...open },
      ['fail'],
    ],
    [
      'opens one whose SKU a pipeline fills in',
      { sku: { name: '#{AcrSku}#' }, ...open },
      ['unknown'],
    ],
    [
      'to a value that a pipeline fills in',
      { properties: { publicNetworkAccess: '$(access)' } },
      ['unknown'],
    ],
    ['opens one that it makes Premium', { ...premium, ...open }, ['fail']],
    ['makes it Premium and no more', premium, []],
    ['sets something else', { properties: { adminUserEnabled: true } }, []],
    ['sets tags', { tags: { owner: 'us' } }, []],
    [
      'names networks and no more',
      { properties: { networkRuleSet: { ipRules: [] } } },
      [],
    ],
    [
      'to a value that is computed',
      { properties: { publicNetworkAccess: '${var.access}' } },
      ['unknown'],
    ],
    [
      'resets the public network',
      { properties: { publicNetworkAccess: null } },
      ['unknown'],
    ],
    [
      'resets the rule set',
      { properties: { networkRuleSet: null } },
      ['unknown'],
    ],
    ['with a body that is computed', '${var.body}', ['unknown']],
    ['without a body', undefined, []],
  ])('%s', (_, body, outcomes) => {
    expect(
      judgeConfiguration(update(body), [acrFirewall]).map(
        ({ outcome }) => outcome,
      ),
    ).toEqual(outcomes);
  });

  test('is told from a registry with nothing set', () => {
    expect(onlyFinding(update(open)).message).toContain(
      'body.properties.publicNetworkAccess is "Enabled", and body.properties.networkRuleSet.defaultAction is unknown (this change leaves it as it is)',
    );
  });

  test('is evaluated by the rules that ask for what it sets', () => {
    const admin = update({ properties: { adminUserEnabled: true } });
    expect(
      judgeConfiguration(admin).map(
        ({ rule, outcome }) => `${rule.name}: ${outcome}`,
      ),
    ).toEqual(['Azure.ACR.AdminUser: fail']);
  });

  test('says nothing of the name of the registry', () => {
    const named = update(undefined, { resource_id: undefined, name: 'x' });
    expect(judgeConfiguration(named)).toEqual([]);
  });

  test('that resets the public network in its sensitive body', () => {
    const sensitive_body = { properties: { publicNetworkAccess: null } };
    const document = update({ properties: {} }, { sensitive_body });
    expect(onlyFinding(document).outcome).toBe('unknown');
  });

  // No stable version has it.
  const withSoftDelete = {
    type: 'Microsoft.ContainerRegistry/registries@2023-11-01-preview',
  };

  test('that turns on soft delete in place of retention is right', () => {
    const policies = {
      softDeletePolicy: { status: 'enabled', retentionDays: 7 },
      retentionPolicy: { status: 'disabled' },
    };
    expect(
      judgeConfiguration(
        update({ properties: { policies } }, withSoftDelete),
      ).map(({ rule, outcome }) => `${rule.name}: ${outcome}`),
    ).toContain('Azure.ACR.SoftDelete: pass');
  });

  test('that turns soft delete off is evaluated as if nothing else were set', () => {
    const policies = { softDeletePolicy: { status: 'disabled' } };
    expect(
      judgeConfiguration(
        update({ properties: { policies } }, withSoftDelete),
      ).map(({ rule, outcome }) => `${rule.name}: ${outcome}`),
    ).toEqual(['Azure.ACR.SoftDelete: fail']);
  });

  test('does not wait for what it has no word for', () => {
    const policies = {
      softDeletePolicy: { status: '${var.status}' },
      retentionPolicy: { status: 'disabled' },
    };
    const document = update({ properties: { policies } }, withSoftDelete);
    expect(
      onlyFinding(document, acrSoftDelete).reasons.map(({ path }) => path),
    ).toEqual([
      'body.properties.policies.softDeletePolicy.status',
      'body.properties.policies.softDeletePolicy.retentionDays',
    ]);
  });

  test('of a child of a registry is none', () => {
    const document = update(open, {
      type: 'Microsoft.ContainerRegistry/registries/tokens@2023-07-01',
    });
    expect(judgeConfiguration(document)).toEqual([]);
  });

  test.each<[situation: string, action: Body, outcomes: Outcome[]]>([
    ['PATCH opens', { method: 'PATCH', body: open }, ['fail']],
    ['PATCH closes', { method: 'PATCH', body: closed }, ['pass']],
    [
      'an empty action is none',
      { method: 'PATCH', action: '', body: open },
      ['fail'],
    ],
    ['PUT replaces all', { method: 'PUT', body: premium }, ['fail']],
    [
      'PUT closes',
      { method: 'PUT', body: { ...premium, ...closed } },
      ['pass'],
    ],
    ['POST, the default, changes nothing', { body: open }, []],
    ['DELETE', { method: 'DELETE' }, []],
    [
      'an action of its own',
      { method: 'POST', action: 'listCredentials', body: open },
      [],
    ],
    [
      'a PATCH of what has a path of its own',
      { method: 'PATCH', action: 'tokens/t', body: open },
      [],
    ],
    [
      'PATCH opens when it is destroyed, and the registry stays',
      { method: 'PATCH', when: 'destroy', body: open },
      ['unknown'],
    ],
    [
      'a method that is computed',
      { method: '${var.m}', body: open },
      ['unknown'],
    ],
    [
      'an action that is computed',
      { method: 'PATCH', action: '${var.a}', body: open },
      ['unknown'],
    ],
  ])('by azapi_resource_action: %s', (_, action, outcomes) => {
    const document = configuration([
      'azapi_resource_action.change',
      { type: registryType, resource_id, ...action },
    ]);
    expect(
      judgeConfiguration(document, [acrFirewall]).map(({ outcome }) => outcome),
    ).toEqual(outcomes);
  });
});
