import { rules as ownRules } from '../shared/rules';
import type { Rule } from '../shared/rules/types';
import { exitCodes } from './exit-codes';
import { run } from './run';

/** The options of {@link createCli}. */
export interface CliOptions {
  /** Rules made with `defineRule`, in addition to the built-in ones. */
  readonly additionalRules?: readonly Rule[];
}

/** A command line with its own set of rules. */
export interface Cli {
  /** Runs the command with the arguments of this process, and sets its exit code. */
  readonly main: () => Promise<void>;
}

/**
 * Creates an `acr-policy` with additional rules: they are configured, exempted,
 * reported and explained as the others.
 *
 * @throws {Error} if two rules have one name
 *
 * @example
 * createCli({ additionalRules: [privateOnly] }).main();
 */
export function createCli({ additionalRules = [] }: CliOptions = {}): Cli {
  const rules = [...ownRules, ...additionalRules];
  const names = rules.map(({ name }) => name.toLowerCase());
  const repeated = rules.find(
    ({ name }, index) => names.indexOf(name.toLowerCase()) !== index,
  );
  if (repeated !== undefined) {
    throw new Error(`createCli: two rules are named ${repeated.name}`);
  }
  return { main: () => runProcess(rules) };
}

async function runProcess(rules: readonly Rule[]): Promise<void> {
  const { stdin, stdout, stderr, env } = process;
  const terminal = { stdin, stdout, stderr, env, cwd: process.cwd() };
  // Node ends a process that waits for nothing with this code, whatever is still
  // to be done: a run that does not come to its end approves nothing.
  process.exitCode = exitCodes.unusable;
  process.exitCode = await run(process.argv.slice(2), terminal, rules);
}
