import { fuzz } from '../support/fuzz';
import { fuzzTargets } from '../support/fuzz-targets';

/** A little of `npm run fuzz`, with inputs of its own each time; a failure names its seed. */
test('random inputs make nothing throw, hang or pollute a prototype', async () => {
  const names: string[] = [];
  for await (const { name } of fuzz(5_000, Date.now() | 0)) names.push(name);
  expect(names).toEqual(fuzzTargets.map(({ name }) => name));
});
