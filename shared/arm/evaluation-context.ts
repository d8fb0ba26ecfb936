import type { Unknown, Value, ValueObject } from '../model/value';
import type { EvaluationBudget } from './session';
import type { SiblingDeployments } from './siblings';

/** What names refer to: the parameters, variables and functions of a template or a function. */
export interface Scope {
  parameter(name: string): Value;
  variable(name: string): Value;
  /** A function that the template defines, by its full name in lower case. */
  userFunction(name: string): UserFunction | undefined;
}

/** A function that a template defines. */
export type UserFunction = (args: readonly Value[]) => Value;

/** The state of a copy loop around an expression. */
export interface CopyLoop {
  /** In lower case. */
  readonly name: string;
  readonly index: Value;
  /** The loop over a resource is what `copyIndex()` without a name means. */
  readonly isResource: boolean;
  readonly outer: CopyLoop | undefined;
}

/** A lambda's variable and its value. */
export interface LambdaVariable {
  /** In lower case. */
  readonly name: string;
  readonly value: Value;
  readonly outer: LambdaVariable | undefined;
}

/** A file with a template, and the files that lead to it. */
export interface TemplateSource {
  readonly document: ValueObject;
  /** As the reader of files names it; left out for the template that was handed over. */
  readonly file?: string;
  readonly outer?: TemplateSource;
}

/** Everything that an expression is evaluated in. */
export interface EvaluationContext {
  readonly scope: Scope;
  readonly session: EvaluationBudget;
  readonly loop: CopyLoop | undefined;
  readonly variables: LambdaVariable | undefined;
  /** Why it isn't known whether what stands here is deployed, or how often. */
  readonly uncertainty?: Unknown;
  /** The template is written in version 2 of the language. */
  readonly isLanguage2?: boolean;
  /** Templates for later may stand behind expressions here. */
  readonly mayEmbed?: boolean;
  /** The file that the expression stands in. */
  readonly source: TemplateSource;
  /** The deployments of the same template. */
  readonly deployments?: SiblingDeployments;
  /** Inside a nested template that is evaluated in the scope outside of it. */
  readonly isOuterScope?: boolean;
}
