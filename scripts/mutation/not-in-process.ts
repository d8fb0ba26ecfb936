/** Says that a test needs a process of its own, in which it can't see a mutant. */
export class NotInProcess extends Error {
  override readonly name = 'NotInProcess';
}
