import type { Json } from '../../shared/json/json';

/** A place in a program. */
export interface SourcePlace {
  /** As the trace has it: an absolute path of the machine that ran the program. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `new Registry (/app/main.ts:12:5)`, `at main.ts:12:5`, `file:///app/main.mjs:12:5`, `file:///C:/app/main.mjs:12:5` */
const frame =
  /^(?:.*\()?(?:at )?(?:file:\/\/(?:\/(?=[A-Za-z]:))?)?([^()]+?):(\d+):(\d+)\)?$/;

/**
 * Finds the place in a recorded stack trace that its reader knows: the first
 * frame outside of libraries and of Node itself.
 */
export function sourceOf(trace: Json | undefined): SourcePlace | undefined {
  if (!Array.isArray(trace)) return undefined;
  for (const line of trace as readonly Json[]) {
    if (typeof line !== 'string') continue;
    const [, file, row, column] = frame.exec(line.trim()) ?? [];
    if (file === undefined || /^node:|[/\\]node_modules[/\\]/.test(file)) {
      continue;
    }
    return { file, line: Number(row), column: Number(column) };
  }
  return undefined;
}
