import type { Linter } from 'eslint';

export const allowed: Readonly<Record<string, readonly string[]>>;
export const hosts: readonly string[];
export const layers: Linter.Config[];
