import type { Ternary } from '../model/kleene';
import type { FieldValue } from '../model/value';
import { requireAll } from './utils/conditions';
import { defineRule } from './utils/define-rule';
import { isChild } from './utils/selectors';

/** Cache rules copy images from allowed registries only. */
export const acrCacheRule = defineRule({
  name: 'Azure.ACR.CacheRule',
  ref: 'AAP-000014',
  title: 'Cache images from allowed registries only',
  description:
    'A cache rule makes images of another registry look like images of yours: nobody reviews what is pulled through it.',
  severity: 'medium',
  level: 'disabled',
  kinds: ['cacheRule'],
  since: '2.0.0',
  presets: { highest: 'advisory' },
  pillar: 'Security',
  azurePolicies: ['84497762-32b6-4ab3-80b6-732ea48b85a2'],
  recommendation: 'Consider cache rules for registries that you trust only.',
  url: 'https://aka.ms/acr/cache',
  violation: 'caches images from a source that is not allowed',
  options: {
    allowedSources: {
      type: 'array',
      items: { type: 'string' },
      default: [],
      description:
        'The registries, or repositories in them, that images may be cached from, for example mcr.microsoft.com or docker.io/library. Empty: none.',
    },
  },
  evaluate: (cacheRule, { allowedSources }) =>
    requireAll(cacheRule, isChild, [
      {
        field: 'sourceRepository',
        must:
          allowedSources.length === 0
            ? 'be named by the option allowedSources, which is empty'
            : `be in ${allowedSources.join(' or ')}`,
        meets: ({ sourceRepository }) =>
          isAllowed(sourceRepository.value, allowedSources),
      },
    ]),
});

/** The start of a source may be known if the rest is not. */
function isAllowed(source: FieldValue, allowed: readonly string[]): Ternary {
  const text =
    source.state === 'unknown' ? source.unknown.prefix : valueOf(source);
  if (typeof text !== 'string') return 'no';
  const start = text.toLowerCase();
  const sources = allowed.map((one) => one.toLowerCase().replace(/\/\*?$/, ''));
  const isOpen = source.state === 'unknown';
  if (
    sources.some(
      (one) => start.startsWith(`${one}/`) || (start === one && !isOpen),
    )
  ) {
    return 'yes';
  }
  return isOpen && sources.some((one) => `${one}/`.startsWith(start))
    ? 'unknown'
    : 'no';
}

function valueOf(source: FieldValue) {
  return source.state === 'known' ? source.value : undefined;
}
