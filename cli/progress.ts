import type { Terminal } from './terminal';

/** Shorter work shows nothing. */
const quietMilliseconds = 500;
const intervalMilliseconds = 100;

/** A progress line on standard error, only on a terminal. */
export class Progress {
  readonly #terminal: Terminal;
  #next = Date.now() + quietMilliseconds;
  #isShown = false;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  show(done: number, total: number): void {
    const { stderr } = this.#terminal;
    if (stderr.isTTY !== true || Date.now() < this.#next) return;
    this.#next = Date.now() + intervalMilliseconds;
    this.#isShown = true;
    stderr.write(`\r\u001b[KChecked ${done} of ${total} files`);
  }

  /** Takes the line away. */
  clear(): void {
    if (this.#isShown) this.#terminal.stderr.write('\r\u001b[K');
    this.#isShown = false;
  }
}
