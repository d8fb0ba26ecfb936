import type { Json } from '../../support/arm';
import {
  deployment,
  innerScope,
  outcomesOf,
  registry,
} from '../../support/arm';

/** A deployment whose template has a parameter of the same name as the template around it. */
const scoped = (
  around: Record<string, Json>,
  scope: Record<string, Json> = {},
) => ({
  ...around,
  parameters: { access: { type: 'string', defaultValue: 'Disabled' } },
  resources: [
    deployment(
      {
        parameters: { access: { type: 'string', defaultValue: 'Enabled' } },
        resources: [
          registry({ publicNetworkAccess: "[parameters('access')]" }),
        ],
      },
      {},
      scope,
    ),
  ],
});

test.each<[string, Json, string]>([
  ['version 1 of the language', scoped({}), 'pass'],
  ['version 1.0', scoped({ languageVersion: '1.0' }), 'pass'],
  ['version 2.0', scoped({ languageVersion: '2.0' }), 'fail'],
  ['a preview of it', scoped({ languageVersion: '2.1-experimental' }), 'fail'],
  [
    'version 2.0 with the scope outer, which Azure refuses',
    scoped(
      { languageVersion: '2.0' },
      { expressionEvaluationOptions: { scope: 'Outer' } },
    ),
    'unknown',
  ],
  ['version 1 with the scope inner', scoped({}, innerScope), 'fail'],
])('the scope of a deployment in %s', (_, template, outcome) => {
  expect(outcomesOf(template)).toEqual([outcome]);
});
