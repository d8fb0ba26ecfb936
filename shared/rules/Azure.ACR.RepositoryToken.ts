import { requireAll } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { isChild } from './utils/selectors';

const disableToken = { field: 'tokenStatus', value: 'disabled' } as const;

/** The tokens of a registry let nobody in. */
export const acrRepositoryToken = defineRule({
  name: 'Azure.ACR.RepositoryToken',
  ref: 'AAP-000013',
  title: 'Disable repository-scoped tokens of container registries',
  description:
    'A repository-scoped token has passwords that anyone can use who has them. Microsoft Entra ID knows nothing of them, so no sign-in is logged and no policy of it applies.',
  severity: 'high',
  level: 'disabled',
  kinds: ['token'],
  since: '2.0.0',
  pillar: 'Security',
  azurePolicies: [
    'ff05e24e-195c-447e-b322-5e90c9f9f366',
    'a9b426fe-8856-4945-8600-18c5dd1cca2a',
  ],
  recommendation:
    'Consider disabling the token and using Microsoft Entra identities with role assignments, for single repositories with conditions.',
  url: 'https://aka.ms/acr/authentication',
  violation: 'lets anyone in who has one of its passwords',
  repairs: disableToken,
  evaluate: (token) => requireAll(token, isChild, [disableToken]),
});
