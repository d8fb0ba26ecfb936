/**
 * Who calls: the library on its way to write a stack, the library otherwise
 * (`Testing.synth`), or someone by hand.
 */
export type Caller = 'synthesizer' | 'traversal' | 'someone';

/** More than lies between the library's entry and what is called. */
const depth = 50;

/** What both libraries call the functions that tell the callers apart. */
const entries =
  /\b(?:StackSynthesizer\.synthesize|runAllValidations|onSynthesize|Testing\.synth\w*|invokeAspects)\b/g;

/**
 * Tells who calls, from the stack trace: the library says nowhere what it is
 * about. It is asked a few times for each stack, not for each construct.
 *
 * Where names are lost in a bundle the answer is "someone", for whom everything
 * is judged at once, and again in a validation.
 */
export function callerNow(): Caller {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = depth;
  const trace = String(new Error().stack);
  Error.stackTraceLimit = stackTraceLimit;
  const [first, second] = trace.match(entries) ?? [];
  if (first === 'StackSynthesizer.synthesize') return 'synthesizer';
  if (first !== 'invokeAspects') return 'someone';
  return second === 'StackSynthesizer.synthesize' ? 'synthesizer' : 'traversal';
}
