import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { describeSystemError } from '../shared/util/system-error';
import { UserError } from './errors';
import type { Terminal } from './terminal';

/** Large enough for efficient writes, small enough that a report is not kept in memory. */
const chunkLength = 1 << 16;

/**
 * Writes a text that is made in pieces to standard output.
 *
 * @throws {UserError} when it can't be written
 */
export async function write(
  terminal: Terminal,
  pieces: Iterable<string>,
): Promise<void> {
  const writer = await ReportWriter.open(terminal);
  for (const piece of pieces) await writer.write(piece);
  await writer.close();
}

/**
 * A report on its way to standard output or a file. A reader that has seen
 * enough (`| head`) is not an error: what is found does not depend on how much
 * of it somebody reads.
 */
export class ReportWriter {
  readonly #sink: Sink;
  #chunk = '';
  #isClosed = false;

  private constructor(sink: Sink) {
    this.#sink = sink;
  }

  /**
   * @param file standard output if left out
   * @throws {UserError} when the file can't be written
   */
  static async open(terminal: Terminal, file?: string): Promise<ReportWriter> {
    return new ReportWriter(
      file === undefined
        ? new StandardOutput(terminal.stdout)
        : await ReportFile.open(resolve(terminal.cwd, file), file),
    );
  }

  /** @throws {UserError} when it can't be written */
  async write(piece: string): Promise<void> {
    this.#chunk += piece;
    if (this.#chunk.length < chunkLength) return;
    await this.#sink.write(this.#chunk);
    this.#chunk = '';
  }

  /** @throws {UserError} when the rest can't be written */
  async close(): Promise<void> {
    try {
      await this.#sink.write(this.#chunk);
    } finally {
      await this.abort();
    }
  }

  /** Closes the file of a report that does not come to its end. */
  async abort(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    await this.#sink.close();
  }
}

/** The destination of a report. */
interface Sink {
  write(text: string): Promise<void>;
  close(): Promise<void>;
}

class StandardOutput implements Sink {
  readonly #stream: Writable;
  #isClosed = false;

  constructor(stream: Writable) {
    this.#stream = stream;
  }

  async write(text: string): Promise<void> {
    if (this.#isClosed || text === '') return;
    const error = await new Promise<Error | null | undefined>((finish) => {
      this.#stream.write(text, finish);
    });
    if (error === null || error === undefined) return;
    this.#isClosed = true;
    if ((error as NodeJS.ErrnoException).code === 'EPIPE') return;
    throw new UserError(
      `can't write to standard output: ${describeSystemError(error)}`,
    );
  }

  async close(): Promise<void> {
    // It is the process's own.
  }
}

class ReportFile implements Sink {
  private constructor(
    readonly name: string,
    readonly handle: Awaited<ReturnType<typeof open>>,
  ) {}

  static async open(path: string, name: string): Promise<ReportFile> {
    try {
      return new ReportFile(name, await open(path, 'w'));
    } catch (error) {
      throw unwritable(name, error);
    }
  }

  async write(text: string): Promise<void> {
    try {
      await this.handle.writeFile(text);
    } catch (error) {
      throw unwritable(this.name, error);
    }
  }

  async close(): Promise<void> {
    try {
      await this.handle.close();
    } catch (error) {
      // A network file system may report only now that it is full.
      throw unwritable(this.name, error);
    }
  }
}

function unwritable(name: string, error: unknown): UserError {
  return new UserError(
    `can't write the report to ${name}: ${describeSystemError(error)}`,
  );
}
