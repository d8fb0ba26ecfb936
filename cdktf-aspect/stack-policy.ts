import { dirname, resolve } from 'node:path';
import { isJsonObject } from '../shared/json/json';
import { repairedMessage } from '../shared/messages/exemption';
import { Annotations, annotationTypes } from './annotations';
import type { PlacedAnnotation } from './annotations';
import { isApp, lineage, rootOf } from './constructs/construct-types';
import type { Construct, Stack } from './constructs/construct-types';
import { evaluateDocument } from './evaluate';
import type { Evaluation, OnFindings } from './evaluate';
import { hclDocument, writesHcl } from './synthesis/hcl';
import type { Library } from './library';
import { unreadFiles } from './not-evaluated';
import type { PolicyConfiguration } from './options';
import type { Output } from './synthesis/output';
import { repairStack } from './repair';
import type { Unrepaired } from './repair';

/** Is given what an evaluation finds, besides the annotations. */
export interface Observer {
  readonly onFindings?: OnFindings;
  readonly onEvaluations?: (evaluations: readonly Evaluation[]) => void;
}

/**
 * One policy on one stack. Whenever the stack is rendered, the document is
 * evaluated, for tests that render and write nothing; what is written is evaluated
 * once, when all stacks are. Nothing is rendered for the policy only.
 */
export class StackPolicy {
  /** True during an enforced synthesis, which evaluates the written files. */
  defersToOutput = false;
  /** True if the library has invoked the aspect since the last evaluation of an output. */
  isVisited = false;
  readonly stack: Stack;
  readonly configuration: PolicyConfiguration;
  readonly #library: Library;
  readonly #scopes = new Set<Construct>();
  readonly #annotations = new Annotations();
  /** Repairs that are not reported yet. */
  readonly #repairs: PlacedAnnotation[] = [];
  #unrepaired: Unrepaired | undefined;

  constructor(
    library: Library,
    configuration: PolicyConfiguration,
    stack: Stack,
  ) {
    this.#library = library;
    this.configuration = configuration;
    this.stack = stack;
    const render = stack.toTerraform.bind(stack);
    stack.toTerraform = () => {
      const document = configuration.remediate
        ? this.#repair(render)
        : render();
      this.#evaluateRendered(() => document);
      return document;
    };
    const renderHcl = stack.toHclTerraform.bind(stack);
    stack.toHclTerraform = () => {
      const render = () => hclDocument(library, stack);
      if (configuration.remediate) this.#repair(render);
      const hcl = renderHcl();
      this.#evaluateRendered(render);
      return hcl;
    };
    // A validation may render the stack and then change it; afterwards the library
    // collects annotations, and stops at an error that holds no longer.
    const validate = stack.runAllValidations.bind(stack);
    stack.runAllValidations = () => {
      validate();
      this.retract();
    };
  }

  /** Takes the stack, or a part of it, under the policy. */
  add(scope: Construct): void {
    if (this.#scopeOf(scope) === undefined) this.#scopes.add(scope);
  }

  /** Invoked for each construct in the policy's scope, from the top. */
  visit(construct: Construct): void {
    this.add(construct);
    this.isVisited = true;
    if (this.#scopes.has(construct)) this.retract();
  }

  /** Takes back the annotations: the library stops at an error, also one that holds no longer. */
  retract(): void {
    this.#annotations.retract();
  }

  /**
   * Evaluates the written files of the stack; without JSON, what would be written
   * now.
   */
  evaluateOutput(output: Output, observer?: Observer): PlacedAnnotation[] {
    this.isVisited = false;
    const { document = this.#renderNow(), unread } = output.read();
    const directory =
      output.file === undefined ? undefined : dirname(output.file);
    return this.#evaluate(document, directory, observer, unread);
  }

  #evaluateRendered(document: () => unknown): void {
    if (this.defersToOutput) return;
    this.#evaluate(document(), outputDirectory(this.stack));
  }

  /** Annotates the constructs that wrote what is found. */
  #evaluate(
    document: unknown,
    directory: string | undefined,
    { onFindings = () => undefined, onEvaluations }: Observer = {},
    unread: readonly string[] = [],
  ): PlacedAnnotation[] {
    this.retract();
    if (!isJsonObject(document)) return [];
    const { configuration } = this;
    const evaluations = evaluateDocument({
      configuration,
      stack: this.stack,
      document,
      directory,
      onFindings,
      scopeOf: (construct) => this.#scopeOf(construct),
      unrepaired: this.#unrepaired,
    });
    evaluations.push(unreadFiles(configuration, this.stack, unread));
    onEvaluations?.(evaluations);
    const placed = evaluations.flatMap(({ construct, annotations }) =>
      this.#annotations.add(construct, annotations),
    );
    return [...this.#repairs, ...placed];
  }

  /** @returns what is rendered with the repairs */
  #repair(render: () => unknown): unknown {
    const { document, repaired, unrepaired } = repairStack({
      library: this.#library,
      configuration: this.configuration,
      stack: this.stack,
      render,
      isCovered: (construct) => this.#scopeOf(construct) !== undefined,
    });
    this.#unrepaired = unrepaired;
    for (const { construct, rule, kind } of repaired) {
      const annotation = {
        type: annotationTypes.info,
        message: repairedMessage(rule, {
          name: construct.node.id,
          ...(kind === 'registry' ? {} : { kind }),
        }),
        declaredAt: undefined,
      };
      // Not among those that are taken back: what was done stays done.
      construct.node.addMetadata(annotation.type, annotation.message);
      this.#repairs.push({ construct, annotation });
    }
    return document;
  }

  #renderNow(): unknown {
    return writesHcl(this.stack)
      ? hclDocument(this.#library, this.stack)
      : this.stack.toTerraform();
  }

  /** The scope that a construct is under the policy by. */
  #scopeOf(construct: Construct): Construct | undefined {
    for (const scope of lineage(construct)) {
      if (this.#scopes.has(scope)) return scope;
      if (scope === this.stack) return undefined;
    }
    return undefined;
  }
}

/** The directory that the library writes a stack to. */
function outputDirectory(stack: Stack): string | undefined {
  const app = rootOf(stack);
  return isApp(app)
    ? resolve(app.manifest.outdir, 'stacks', stack.node.id)
    : undefined;
}
