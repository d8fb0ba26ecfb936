import { createHash } from 'node:crypto';

/** Identifies a finding between runs by rule, document and address, without its line. */
export class Fingerprints {
  readonly #seen = new Map<string, number>();

  /**
   * @returns the hash, and how often it has come so far: a document may have
   *   two registries with one address
   */
  of(
    rule: string,
    file: string,
    address: string,
  ): { readonly hash: string; readonly occurrence: number } {
    const hash = hashOf(rule, file, address);
    const occurrence = (this.#seen.get(hash) ?? 0) + 1;
    this.#seen.set(hash, occurrence);
    return { hash, occurrence };
  }
}

/** A hash of strings, 32 hexadecimal digits. */
export function hashOf(...parts: readonly string[]): string {
  return createHash('sha256')
    .update(parts.join('\0'))
    .digest('hex')
    .slice(0, 32);
}
