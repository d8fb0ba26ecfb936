import { createHash } from 'node:crypto';

/**
 * Returns whether CDKTF and CDKTN give a construct's block a certain label: the
 * unique id that `makeUniqueId` (lib/private/unique.js) derives from the ids
 * between the stack and the construct. A program may write any path beside a
 * block, but the path of another construct has another label.
 *
 * @param label the name of the block
 * @param ids the ids of the constructs below the stack, down to the one that wrote the block
 */
export function isLabelOf(label: string, ids: readonly string[]): boolean {
  const components = ids.filter((id) => id !== 'Default');
  const [first] = components;
  if (first === undefined) return false;
  if (components.length === 1 && allowed(first).length <= longestId) {
    return label === allowed(first);
  }
  const hash = createHash('md5')
    .update(components.join('/'))
    .digest('hex')
    .slice(0, 8)
    .toUpperCase();
  const human = withoutRepetition(components)
    .filter((id) => id !== 'Resource')
    .map(allowed)
    .join('_')
    .slice(0, longestName);
  return label === `${human}_${hash}`;
}

const longestId = 255;
const longestName = 240;

function allowed(id: string): string {
  return id.replace(/[^A-Za-z0-9_-]/g, '');
}

/** An id that the one before ends with is left out. */
function withoutRepetition(ids: readonly string[]): string[] {
  const kept: string[] = [];
  for (const id of ids) {
    if (kept.at(-1)?.endsWith(id) !== true) kept.push(id);
  }
  return kept;
}
