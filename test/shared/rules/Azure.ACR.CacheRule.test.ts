import { azureNativeResources } from '../../../shared/dialects/arm';
import { azurermChildren } from '../../../shared/dialects/azurerm';
import { judge, ruleNamed } from '../../support/core';
import { unknown } from '../../support/neutral';

const rule = ruleNamed('Azure.ACR.CacheRule');
const allowedSources = ['mcr.microsoft.com/*', 'docker.io/library'];

test.each([
  { source: 'mcr.microsoft.com/hello-world', outcome: 'pass' },
  { source: 'MCR.microsoft.com/*', outcome: 'pass' },
  { source: 'docker.io/library/nginx', outcome: 'pass' },
  { source: 'docker.io/library/*', outcome: 'pass' },
  { source: 'docker.io/library', outcome: 'pass' },
  { source: 'docker.io/*', outcome: 'fail' },
  { source: 'docker.io/library-of-others/nginx', outcome: 'fail' },
  { source: 'mcr.microsoft.com.example.com/nginx', outcome: 'fail' },
  { source: 7, outcome: 'fail' },
  { source: unknown, outcome: 'unknown' },
  { source: undefined, outcome: 'unknown' },
])('a source $source: $outcome', ({ source, outcome }) => {
  const options = { allowedSources };
  expect(
    judge(
      azureNativeResources.cacheRule,
      { sourceRepository: source },
      rule,
      options,
    ).outcome,
  ).toBe(outcome);
  expect(
    judge(azurermChildren.cacheRule, { source_repo: source }, rule, options)
      .outcome,
  ).toBe(outcome);
});

test.each(['mcr.microsoft.com/hello-world', unknown, undefined])(
  'no source is allowed unless one is configured: %s',
  (source) => {
    const finding = judge(
      azurermChildren.cacheRule,
      { source_repo: source },
      rule,
    );
    expect(finding.outcome).toBe('fail');
  },
);
