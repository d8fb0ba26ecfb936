import { isJsonObject } from '../shared/json';
import { repairedMessage } from '../shared/notice';
import { Annotations, annotationTypes, hasError, noteIn } from './annotations';
import type { Said } from './annotations';
import { callerNow } from './caller';
import type { Caller } from './caller';
import { hclDocument, writesHcl } from './hcl';
import { judge } from './judge';
import type { SeeFindings } from './judge';
import type { Library } from './library';
import { unreadAnnotations } from './not-evaluated';
import type { PolicyConfiguration } from './options';
import { repairStack } from './repair';
import type { Unrepaired } from './repair';
import {
  goesOnAfterErrors,
  synthesisError,
  violationsIn,
} from './synthesis-error';
import { isApp, lineage, rootOf } from './tree';
import type { Construct, Stack } from './tree';

/**
 * One policy on one stack. It judges what the library renders: later aspects,
 * overrides of resources and of the stack, tokens, all are in that. Rendering is
 * most of what a synthesis costs, so nothing is rendered once more for it.
 */
export class Gate {
  /** Whoever runs the synthesis judges what was written; see {@link judge}. */
  isLeftToOutput = false;
  readonly #library: Library;
  readonly #configuration: PolicyConfiguration;
  readonly #stack: Stack;
  readonly #scopes = new Set<Construct>();
  readonly #annotations = new Annotations();
  readonly #render: () => unknown;
  /** What was repaired, until it is reported. */
  readonly #repairs: Said[] = [];
  #unrepaired: Unrepaired | undefined;
  /** Who invoked the aspect, while nothing is said yet. */
  #visitedBy: Caller | undefined;

  constructor(
    library: Library,
    configuration: PolicyConfiguration,
    stack: Stack,
  ) {
    this.#library = library;
    this.#configuration = configuration;
    this.#stack = stack;
    const render = stack.toTerraform.bind(stack);
    this.#render = configuration.remediate
      ? () => this.#repair(render)
      : render;
    stack.toTerraform = () => {
      const document = this.#render();
      this.#judgeRendered(() => document);
      return document;
    };
    const renderHcl = stack.toHclTerraform.bind(stack);
    stack.toHclTerraform = () => {
      if (configuration.remediate) {
        this.#repair(() => hclDocument(library, stack));
      }
      const hcl = renderHcl();
      this.#judgeRendered(() => hclDocument(library, stack));
      return hcl;
    };
    // Where the library can't be recognized, this is the last that comes after
    // every aspect and before it collects annotations.
    stack.node.addValidation({
      validate: () => {
        if (this.#visitedBy === 'someone') this.#judgeIfPossible();
        return [];
      },
    });
  }

  /** Takes the stack, or a part of it, under the policy. */
  add(scope: Construct): void {
    if (this.#scopeOf(scope) === undefined) this.#scopes.add(scope);
  }

  /**
   * Invoked for each construct in the policy's scope, from the top. What lies
   * below the top is judged together with it.
   */
  visit(construct: Construct): void {
    this.add(construct);
    if (!this.#scopes.has(construct)) return;
    this.withdraw();
    if (this.isLeftToOutput) return;
    this.#visitedBy = callerNow();
    if (this.#visitedBy === 'someone') this.#judgeIfPossible();
  }

  /** Takes back what was said: the library would stop at what holds no longer. */
  withdraw(): void {
    this.#annotations.withdraw();
  }

  /**
   * Judges what the stack writes, and annotates the constructs that wrote it.
   *
   * @param document the Terraform JSON that is written; left out: what would be
   *   if it were written now
   * @param see shown every finding
   * @param unread the names of files that are a part of the stack and not read
   * @returns what is said
   */
  judge(
    document: unknown = this.#renderNow(),
    see: SeeFindings = () => undefined,
    unread: readonly string[] = [],
  ): Said[] {
    this.withdraw();
    if (!isJsonObject(document)) return [];
    const said = judge({
      configuration: this.#configuration,
      stack: this.#stack,
      document,
      see,
      scopeOf: (construct) => this.#scopeOf(construct),
      unrepaired: this.#unrepaired,
    }).flatMap(({ construct, annotations }) =>
      this.#annotations.add(construct, annotations),
    );
    const doubts = unread.flatMap((file) =>
      unreadAnnotations(this.#configuration, this.#stack, file),
    );
    return [
      ...this.#repairs.splice(0),
      ...said,
      ...this.#annotations.add(this.#stack, doubts),
    ];
  }

  /** @returns what is rendered with the repairs */
  #repair(render: () => unknown): unknown {
    const { document, repaired, unrepaired } = repairStack({
      library: this.#library,
      configuration: this.#configuration,
      stack: this.#stack,
      render,
      isCovered: (construct) => this.#scopeOf(construct) !== undefined,
    });
    this.#unrepaired = unrepaired;
    for (const { construct, rule } of repaired) {
      const annotation = {
        type: annotationTypes.info,
        message: repairedMessage(rule, construct.node.id),
        declaredAt: undefined,
      };
      // Not among those that are taken back: what was done stays done.
      construct.node.addMetadata(annotation.type, annotation.message);
      this.#repairs.push({ construct, annotation });
    }
    return document;
  }

  #renderNow(): unknown {
    return writesHcl(this.#stack)
      ? hclDocument(this.#library, this.#stack)
      : this.#render();
  }

  /** What can't be rendered, yet or at all, the library will have to render. */
  #judgeIfPossible(): void {
    let document: unknown;
    try {
      document = this.#renderNow();
    } catch {
      return;
    }
    this.judge(document);
  }

  #judgeRendered(document: () => unknown): void {
    if (this.isLeftToOutput) return;
    switch (this.#visitedBy) {
      case 'synthesizer':
        // Anyone may look at the stack before it is written.
        if (callerNow() === 'synthesizer') this.#end(document());
        break;
      case 'traversal':
        this.judge(document());
        break;
      case 'someone':
      case undefined:
        break;
    }
  }

  /** The library has collected annotations already: what it does with them is done here. */
  #end(document: unknown): void {
    this.#visitedBy = undefined;
    const said = this.judge(document);
    const root = rootOf(this.#stack);
    if (isApp(root)) noteIn(root.manifest.stacks[this.#stack.node.id], said);
    if (hasError(said) && !goesOnAfterErrors(this.#stack)) {
      throw synthesisError(violationsIn(this.#stack));
    }
  }

  /** The scope that a construct is under the policy by. */
  #scopeOf(construct: Construct): Construct | undefined {
    for (const scope of lineage(construct)) {
      if (this.#scopes.has(scope)) return scope;
      if (scope === this.#stack) return undefined;
    }
    return undefined;
  }
}
