import { judgeWithCli } from './support/cli';
import type { Outcome } from './support/neutral';

/** The part of a URN that stands before the types. */
const shop = 'urn:pulumi:dev::shop';
const native = 'azure-native:containerregistry:Registry';

describe('what leads to a registry in a Pulumi stack', () => {
  const state = (name: string, more: object = {}) => ({
    urn: `${shop}::${native}::${name}`,
    custom: true,
    type: native,
    inputs: { sku: { name: 'Premium' } },
    ...more,
  });
  const stack = (resources: object[], pending: object[] = []) => ({
    version: 3,
    deployment: {
      manifest: {},
      resources,
      pending_operations: pending,
    },
  });

  test.each<
    [situation: string, document: object, outcomes: Record<string, Outcome>]
  >([
    [
      'what waits to be deleted is none',
      stack([state('web', { delete: true })]),
      {},
    ],
    [
      'what is deleted and not created anew is none',
      stack([state('web', { pendingReplacement: true })]),
      {},
    ],
    [
      'what an interrupted update was about to create is one',
      stack([], [{ type: 'creating', resource: state('web') }]),
      { [`${shop}::${native}::web`]: 'fail' },
    ],
    [
      'a backend keeps a stack as a checkpoint',
      {
        version: 3,
        checkpoint: { stack: 'dev', latest: { resources: [state('web')] } },
      },
      { [`${shop}::${native}::web`]: 'fail' },
    ],
    [
      'a replacement is what the last step makes of it',
      {
        steps: [
          { op: 'create-replacement', urn: 'web', newState: state('web') },
          {
            op: 'replace',
            urn: 'web',
            newState: state('web', {
              inputs: {
                sku: { name: 'Premium' },
                publicNetworkAccess: 'Disabled',
              },
            }),
          },
          { op: 'delete-replaced', urn: 'web', oldState: state('web') },
        ],
      },
      { [`${shop}::${native}::web`]: 'pass' },
    ],
  ])('%s', async (_situation, document, outcomes) => {
    expect(await judgeWithCli({ 'stack.json': document })).toEqual(outcomes);
  });
});
