/** An address that an expression may refer to. */
export interface Mention {
  readonly address: string;
  /** True if the expression is only a reference to this address or a part of it. */
  readonly isWhole: boolean;
  /** True if it refers to one of several instances at the address: `web[0].id`. */
  readonly isInstance: boolean;
}

/**
 * A name and all that is asked of it: `web[0].id`. It takes whatever it starts
 * on, so that no part of a template is looked at twice.
 */
const traversal =
  /[\p{ID_Start}_][\p{ID_Continue}-]*(?:\.[\p{ID_Continue}*-]+|\[[^\]]*(?:\]|$))*/gu;
const step = /\.|\[|$/g;
/** One of several instances: `[0]`, `[*]`, in old configurations `.0`. */
const instance = /\[|\.[\d*]/g;

/** All addresses, up to a length, that the references of a template may start with. */
export function* mentionsIn(
  template: string,
  longest: number,
): Generator<Mention> {
  const packed = template.replaceAll(/\s/g, '');
  for (const [reference] of template.matchAll(traversal)) {
    const isWhole = packed === `\${${reference}}`;
    const lastInstance = [...reference.matchAll(instance)].at(-1)?.index ?? -1;
    for (const { index } of reference.matchAll(step)) {
      if (index > longest) break;
      yield {
        address: reference.slice(0, index),
        isWhole,
        isInstance: lastInstance >= index,
      };
    }
  }
}
