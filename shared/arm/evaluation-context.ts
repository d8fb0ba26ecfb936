import type { Unknown, Value, ValueObject } from '../model/value';
import type { EvaluationBudget } from './session';
import type { SiblingDeployments } from './siblings';

/** The parameters, variables and functions that names in a template or a function refer to. */
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
  /** The copy loop of the resource, which `copyIndex()` without a name refers to. */
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
  /** The name that the file reader uses; omitted for the root template. */
  readonly file?: string;
  readonly outer?: TemplateSource;
}

/** Everything that an expression is evaluated in. */
export interface EvaluationContext {
  readonly scope: Scope;
  readonly session: EvaluationBudget;
  readonly loop: CopyLoop | undefined;
  readonly variables: LambdaVariable | undefined;
  /** The reason why it is unknown if this resource is deployed, or how often. */
  readonly uncertainty?: Unknown;
  /** The template is written in version 2 of the language. */
  readonly isLanguage2?: boolean;
  /** Expressions here may refer to templates that Azure deploys later. */
  readonly mayEmbed?: boolean;
  /** The file that contains the expression. */
  readonly source: TemplateSource;
  /** The deployments of the same template. */
  readonly deployments?: SiblingDeployments;
  /** Inside a nested template that is evaluated in the scope outside of it. */
  readonly isOuterScope?: boolean;
}
