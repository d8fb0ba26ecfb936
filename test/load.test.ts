import { analyzeMany, analyzeOneStack, openAmong } from './support/load';

/** A little of `npm run load`. */
describe('under load', () => {
  test('every call is answered, and no open registry is lost', async () => {
    const calls = 2_000;
    expect(await analyzeMany(calls, 64)).toMatchObject({
      calls,
      blocked: openAmong(calls),
    });
  });

  test('a large stack is answered', async () => {
    const { diagnostics } = await analyzeOneStack(5_000);
    expect(diagnostics).toBe(0);
  });
});
