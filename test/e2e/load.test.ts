import { analyzeMany, analyzeOneStack, openAmong } from '../support/load';

/** A little of `npm run load`. */
describe('under load', () => {
  test('every call is answered, and no open registry is lost', async () => {
    const calls = 2_000;
    const { memory, ...result } = await analyzeMany(calls, 64);
    expect(result).toMatchObject({ calls, blocked: openAmong(calls) });
    const heapAt = (index: number) => memory[index]?.heap ?? NaN;
    // A leak of 5 KB for each call would show.
    expect(heapAt(9) - heapAt(4)).toBeLessThan(5);
  });

  test('a large stack is answered', async () => {
    const { diagnostics } = await analyzeOneStack(5_000);
    expect(diagnostics).toBe(0);
  });
});
