import type { NamingStyle } from './resource-types';

/** Prints a plan as JSON. */
const showPlan = 'terraform plan -out=tfplan && terraform show -json tfplan';

/** Writes a plan as JSON to a file. */
export const writePlan = `${showPlan} > plan.json`;

const plan = `${showPlan} | acr-policy check -`;

/** The command that evaluates values which are not in the configuration. */
export function checkThePlan(words: NamingStyle): string {
  return words === 'cdktf'
    ? `Check the plan of the synthesized stack, in its directory: ${plan}`
    : `Check the plan: ${plan}`;
}
