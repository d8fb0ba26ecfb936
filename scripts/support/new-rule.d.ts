export declare const kinds: readonly string[];
export declare function filesOfRule(
  name: string,
  kind?: string,
): Record<string, string>;
