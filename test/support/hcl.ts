import type { Properties } from './renderings';

/** Writes a block of HCL; arrays of objects become blocks in it. */
export function hclBlock(
  labels: readonly [kind: string, ...names: string[]],
  properties: Properties,
): string {
  const [kind, ...names] = labels;
  const head = [kind, ...names.map((name) => JSON.stringify(name))].join(' ');
  const body = Object.entries(properties).map(([key, value]) =>
    areBlocks(value)
      ? value.map((block) => hclBlock([key], block)).join('\n')
      : `${key} = ${JSON.stringify(value)}`,
  );
  return `${head} {\n${body.join('\n')}\n}`;
}

function areBlocks(value: unknown): value is Properties[] {
  return (
    Array.isArray(value) &&
    value.every((item) => typeof item === 'object' && item !== null)
  );
}
