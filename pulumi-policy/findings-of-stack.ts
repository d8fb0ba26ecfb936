import type { PolicyResource } from '@pulumi/policy';
import { StackEndpoints } from '../shared/pulumi/private-endpoints';
import type { StackResource } from '../shared/pulumi/private-endpoints';
import { readProperty, textOf } from '../shared/model/value';
import type { Finding } from '../shared/rules/types';
import { toValue } from './properties';

/**
 * The findings of a rule that looks at other resources too. They are kept until the
 * whole stack is known: at preview only the dependencies between resources are.
 */
export class FindingsOfStack {
  readonly #byUrn = new Map<string, readonly Finding[]>();

  start(): void {
    this.#byUrn.clear();
  }

  /** Keeps the findings on one resource. */
  add(urn: string, findings: readonly Finding[]): void {
    this.#byUrn.set(urn, findings);
  }

  /** Returns the findings on resources that no private endpoint of the stack points at, by URN. */
  end(
    resources: readonly PolicyResource[],
  ): readonly (readonly [urn: string, findings: readonly Finding[]])[] {
    const endpoints = new StackEndpoints(resources.map(toStackResource));
    const ids = new Map(
      resources
        .filter(({ urn }) => this.#byUrn.has(urn))
        .map((resource) => [resource.urn, idOf(resource)]),
    );
    const left = [...this.#byUrn].map(
      ([urn, findings]) =>
        [
          urn,
          endpoints.pointAt(urn, ids.get(urn))
            ? findings.filter(({ resource }) => resource.address !== urn)
            : findings,
        ] as const,
    );
    this.start();
    return left;
  }
}

function toStackResource({
  type,
  urn,
  props,
  propertyDependencies,
}: PolicyResource): StackResource {
  return {
    type,
    urn,
    properties: () => toValue(props),
    dependenciesOf: (property) =>
      (propertyDependencies[property] ?? []).map((resource) => resource.urn),
  };
}

function idOf({ props }: PolicyResource): string | undefined {
  return textOf(readProperty(toValue(props), ['id']));
}
