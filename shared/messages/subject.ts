import { namesOfKind } from '../model/kind';
import type { ChildKind } from '../model/kind';

/**
 * Names a registry or a child of one at the start of a sentence: `Container registry "web"`.
 *
 * @param name its name in quotes
 */
export function subjectOf(
  { kind }: { readonly kind?: ChildKind | undefined },
  name: string,
): string {
  const { singular } = namesOfKind(kind ?? 'registry');
  return `${singular.charAt(0).toUpperCase()}${singular.slice(1)} ${name}`;
}
