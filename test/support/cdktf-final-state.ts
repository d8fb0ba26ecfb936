import type * as cdktf from 'cdktf';
import type { IConstruct } from 'constructs';
import { newApp, newStack } from './cdktf';
import type { Toolkit } from './cdktf';

/** The two ways to put the policy on a program. */
export const waysToHold: readonly [
  way: string,
  hold: (tools: Toolkit, app: cdktf.App, scope: IConstruct) => void,
][] = [
  [
    'the aspect',
    ({ Aspects, AcrPolicyAspect }, _, scope) => {
      Aspects.of(scope).add(new AcrPolicyAspect());
    },
  ],
  [
    'enforceAcrPolicy',
    ({ enforceAcrPolicy }, app) => {
      enforceAcrPolicy(app);
    },
  ],
];

/** An App with one stack. */
export function newProgram(tools: Toolkit) {
  const app = newApp(tools);
  const web = newStack(tools, app, 'web');
  return { app, web };
}

/** Synthesizes, when it is called. */
export function synthOf(app: { synth(): void }): () => void {
  return () => {
    app.synth();
  };
}

/** An aspect that does something at one construct. */
export function at(id: string, act: (construct: IConstruct) => void) {
  return {
    visit(construct: IConstruct) {
      if (construct.node.id === id) act(construct);
    },
  };
}
