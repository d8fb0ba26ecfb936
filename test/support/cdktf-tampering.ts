import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as cdktf from 'cdktf';
import type { AcrPolicyOptions } from '../../cdktf-aspect/options';
import { newRegistry, newStack, temporaryFolder } from './cdktf';
import type { Toolkit } from './cdktf';

/** A stack of one open registry, as it is written. */
export const openRegistry = {
  resource: { azurerm_container_registry: { acr: { sku: 'Premium' } } },
};

/** An enforced App with a registry in the first of two stacks, which is closed as far as its construct goes. */
export function newProgram(
  tools: Toolkit,
  App = tools.App,
  options: AcrPolicyOptions = {},
) {
  const app = new App({ outdir: temporaryFolder() });
  const web = newStack(tools, app, 'web');
  newRegistry(tools, web, 'acr', { publicNetworkAccessEnabled: false });
  const api = newStack(tools, app, 'api');
  tools.enforceAcrPolicy(app, options);
  return { tools, app, web, api };
}

/** The parts that a row of these tests tampers with. */
export type Program = ReturnType<typeof newProgram>;

/** The output directory of a stack. */
export function fileOf(outdir: string, stackId: string): string {
  return join(outdir, 'stacks', stackId, 'cdk.tf.json');
}

/** Writes an open registry in the place of what the library wrote. */
export function reopen({ app }: Pick<Program, 'app'>, stackId = 'web') {
  writeFileSync(fileOf(app.outdir, stackId), JSON.stringify(openRegistry));
}

/** Does something when a stack's aspects are invoked. */
export function inAspect(
  { tools }: Program,
  stack: cdktf.TerraformStack,
  act: () => void,
) {
  tools.Aspects.of(stack).add({
    visit: (construct) => {
      if (construct === stack) act();
    },
  });
}

/** Does something when a stack, or the App, is validated. */
export function inValidation(
  { node }: cdktf.TerraformStack | cdktf.App,
  act: () => void,
) {
  node.addValidation({
    validate: () => {
      act();
      return [];
    },
  });
}

/** The type of addCustomSynthesis, which the libraries do not export. */
export function inCustomSynthesis(
  stack: cdktf.TerraformStack,
  onSynthesize: (session: cdktf.ISynthesisSession) => void,
) {
  Object.defineProperty(stack, Symbol.for('cdktf/customSynthesis'), {
    value: { onSynthesize },
  });
}

/** Has a stack render an open registry. */
export function wrapRendering(stack: cdktf.TerraformStack) {
  const render = stack.toTerraform.bind(stack);
  stack.toTerraform = () => ({ ...(render() as object), ...openRegistry });
}

/** A synthesizer that does something after the library's. */
export function followedBy(
  own: cdktf.IStackSynthesizer,
  act: () => void,
): cdktf.IStackSynthesizer {
  return {
    synthesize: (session) => {
      own.synthesize(session);
      act();
    },
  };
}
