import type { JsonObject } from '../shared/json';
import { Annotations } from './annotations';
import type { Annotation } from './annotations';
import { judge } from './judge';
import type { Judgement } from './judge';
import type { Library } from './library';
import type { PolicyConfiguration } from './options';
import { StackView } from './stack-view';
import type { DeclaredBlock } from './stack-view';
import { isElement } from './tree';
import type { Construct, Stack, SynthesisSession } from './tree';

/** What the library calls when it synthesizes a construct's own files. */
const customSynthesis = Symbol.for('cdktf/customSynthesis');

/** An annotation, and what it is on. */
export interface MadeAnnotation {
  readonly construct: Construct;
  readonly annotation: Annotation;
}

interface CustomSynthesis {
  onSynthesize(session: SynthesisSession): void;
}

/**
 * One policy on one stack: judges what the stack would write, and keeps the
 * annotations true to it.
 */
export class Gate {
  /** Nothing is judged before the library collects annotations: that point is sure to come. */
  isSynthSure = false;
  readonly #library: Library;
  readonly #configuration: PolicyConfiguration;
  readonly #stack: Stack;
  readonly #scopes = new Set<Construct>();
  readonly #annotations = new Annotations();
  #judgements = new Map<string, Judgement>();
  #view: StackView;
  #hooked: CustomSynthesis | undefined;

  constructor(
    library: Library,
    configuration: PolicyConfiguration,
    stack: Stack,
  ) {
    this.#library = library;
    this.#configuration = configuration;
    this.#stack = stack;
    this.#view = new StackView(library, stack);
    // Validations run after every aspect, in Testing.synth too where they are asked for.
    stack.node.addValidation({
      validate: () => {
        if (!this.isSynthSure) this.judgeAll();
        return [];
      },
    });
  }

  /** Takes the stack, or a part of it, under the policy. */
  add(scope: Construct): void {
    this.#scopes.add(scope);
    this.#judgeBeforeAnnotationsAreCollected();
  }

  /** Tells whether a construct lies in what the policy covers. */
  covers(construct: Construct): boolean {
    let scope: Construct | undefined = construct;
    while (scope !== undefined) {
      if (this.#scopes.has(scope)) return true;
      if (scope === this.#stack) return false;
      scope = scope.node.scope;
    }
    return false;
  }

  /** Judges one construct as it is now: all that there is in a synthesis without validations. */
  visit(construct: Construct): void {
    if (!this.covers(construct)) this.add(construct);
    if (this.isSynthSure) return;
    if (construct === this.#stack) {
      this.#view = new StackView(this.#library, this.#stack);
      this.#annotate(construct, this.#view.addedBlocks());
    } else if (isElement(construct)) {
      this.#annotate(construct, this.#view.blocksOf(construct));
    }
  }

  /**
   * Judges everything as it is now.
   *
   * @returns the annotations that are new
   */
  judgeAll(): MadeAnnotation[] {
    this.#view = new StackView(this.#library, this.#stack);
    const byConstruct = new Map<Construct, DeclaredBlock[]>();
    // What was said of a construct may hold no longer.
    for (const construct of this.#annotations.constructs) {
      byConstruct.set(construct, []);
    }
    for (const scope of this.#scopes) {
      for (const block of this.#view.blocksBelow(scope)) {
        const blocks = byConstruct.get(block.construct);
        if (blocks === undefined) byConstruct.set(block.construct, [block]);
        else blocks.push(block);
      }
    }
    return [...byConstruct].flatMap(([construct, blocks]) =>
      this.#annotate(construct, blocks),
    );
  }

  /**
   * Judges what was written.
   *
   * @returns the annotations that are new: what was not to be seen before
   */
  judgeOutput(document: JsonObject): MadeAnnotation[] {
    return this.#view.blocksIn(document).flatMap((block) => {
      const before = this.#judgements.get(block.address);
      const construct = before?.construct ?? this.#stack;
      const { annotations } = judge(
        this.#configuration,
        this.#view,
        { ...block, construct },
        before,
      );
      return this.#annotations
        .add(construct, annotations)
        .map((annotation) => ({ construct, annotation }));
    });
  }

  #annotate(
    construct: Construct,
    blocks: readonly DeclaredBlock[],
  ): MadeAnnotation[] {
    const wanted = blocks.flatMap((block) => {
      const judgement = judge(
        this.#configuration,
        this.#view,
        block,
        this.#judgements.get(block.address),
      );
      this.#judgements.set(block.address, judgement);
      return judgement.annotations;
    });
    return this.#annotations
      .reconcile(construct, wanted)
      .map((annotation) => ({ construct, annotation }));
  }

  /**
   * Custom synthesis runs after all aspects and validations, and even without
   * validations, right before the library collects annotations. A stack's own
   * comes after that of everything in it.
   */
  #judgeBeforeAnnotationsAreCollected(): void {
    const holder: Stack & { [customSynthesis]?: CustomSynthesis } = this.#stack;
    const present = holder[customSynthesis];
    if (present !== undefined && present === this.#hooked) return;
    const synthesis = present ?? { onSynthesize: () => undefined };
    if (present === undefined) {
      Object.defineProperty(holder, customSynthesis, {
        value: synthesis,
        configurable: true,
      });
    }
    const own = synthesis.onSynthesize.bind(synthesis);
    synthesis.onSynthesize = (session) => {
      own(session);
      this.judgeAll();
    };
    this.#hooked = synthesis;
  }
}
