import type { Outcome } from '../../../shared';
import { azapi, configuration, onlyFinding } from '../../support/terraform';
import type { Body } from '../../support/terraform';

const { type: registryType, premium, closed, open } = azapi;
const acr = 'azapi_resource.acr';

describe('the body that azapi sends', () => {
  test.each<[situation: string, body: Body, outcome: Outcome]>([
    [
      'null in the sensitive body takes the place of the value',
      { ...closing(), sensitive_body: propertiesOf(null) },
      'fail',
    ],
    [
      'a sensitive body closes',
      { body: premium, sensitive_body: propertiesOf('Disabled') },
      'pass',
    ],
    [
      'a sensitive body alone',
      { sensitive_body: { ...premium, ...propertiesOf('Disabled') } },
      'pass',
    ],
    [
      'a sensitive body closes, if its version changes',
      {
        body: premium,
        sensitive_body: propertiesOf('Disabled'),
        sensitive_body_version: { 'properties.publicNetworkAccess': '1' },
      },
      'unknown',
    ],
    [
      'a change that is ignored once it exists, where it is created closed',
      {
        ...closing(),
        ignore_body_changes: ['properties.publicNetworkAccess'],
      },
      'unknown',
    ],
    [
      'a change that is ignored once it exists, where it is created open',
      {
        body: { ...premium, ...open },
        ignore_body_changes: ['properties.publicNetworkAccess'],
      },
      'fail',
    ],
    [
      'changes that are computed are ignored',
      { ...closing(), ignore_body_changes: '${var.ignored}' },
      'unknown',
    ],
    [
      'a change of something else is ignored',
      { ...closing(), ignore_body_changes: ['properties.policies', 'tags'] },
      'pass',
    ],
  ])('%s', (_, body, outcome) => {
    expect(
      onlyFinding(
        configuration([acr, { type: registryType, name: 'shopacr', ...body }]),
      ).outcome,
    ).toBe(outcome);
  });

  function closing(): Body {
    return { body: { ...premium, ...closed } };
  }

  function propertiesOf(publicNetworkAccess: string | null): Body {
    return { properties: { publicNetworkAccess } };
  }
});
