import { UnknownHere } from './value';
import type { Unknown } from './value';

/**
 * Placeholders that a pipeline replaces before Azure sees a value. None of them is
 * valid in a registry's name, a region or a setting.
 *
 * - `${X}`, `$X`: envsubst, and azd, with a default after `=`
 *   (drone/envsubst, README.md)
 * - `${{ x }}`, `$(x)`, `$[x]`: GitHub Actions and Azure Pipelines
 * - `#{x}#`, `#{x}`, `{{x}}`, `__x__`: the token patterns of Replace Tokens
 *   (qetza/replacetokens, README.md) and Octopus
 * - `#x#`, `@x@`, `%x%`, `~{x}~`, `<x>`: tools and samples of all kinds
 * - `GEN-UNIQUE`: the parameter files of Azure's quickstart templates
 */
const placeholder =
  /\$\{\{[^{}]{0,200}\}\}|\$\{(?<name>\w{1,100})(?::?[=-](?<fallback>[^{}]{0,200}))?\}|\$\{[^{}]{0,200}\}|\$\([^)]{1,200}\)|\$\[[^$]{1,200}\]|\$[A-Za-z_]\w{0,100}|#\{[^{}]{0,200}\}#?|~\{[^{}]{0,200}\}~|\{\{[^{}]{0,200}\}\}|#[\w.-]{1,100}#|@{1,2}[\w.-]{1,100}@|%[\w.-]{1,100}%|<[^<>]{1,100}>|__[A-Za-z0-9.-]{1,100}(?:_[A-Za-z0-9.-]{1,100}){0,20}__|GEN-[A-Z]{2,40}(?:-[A-Z\d]{1,40}){0,4}/g;

/** One of these is in every placeholder. */
const mayHold = /[$#@%~<]|\{\{|__|GEN-/;

/**
 * Replaces the placeholders of a string with their azd defaults:
 * `${ACR_SKU=Premium}` becomes `Premium`.
 *
 * @returns the string itself if it has no placeholder; unknown if one of them has
 *   no default
 */
export function fillPlaceholders(text: string): string | Unknown {
  if (!mayHold.test(text)) return text;
  let filled = '';
  let end = 0;
  for (const { 0: found, index, groups } of text.matchAll(placeholder)) {
    const fallback = groups?.['fallback'];
    if (fallback === undefined) {
      return new UnknownHere(
        `the placeholder ${found} is filled in elsewhere`,
        'Check it after the placeholder is filled in.',
      );
    }
    filled += text.slice(end, index) + fallback;
    end = index + found.length;
  }
  return end === 0 ? text : filled + text.slice(end);
}
