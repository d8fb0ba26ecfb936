import type { NamingStyle } from './resource-types';

const plan =
  'terraform plan -out=tfplan && terraform show -json tfplan | acr-policy check -';

/** What to run to have evaluated what a configuration alone does not show. */
export function checkThePlan(words: NamingStyle): string {
  return words === 'cdktf'
    ? `Check the plan of the synthesized stack, in its directory: ${plan}`
    : `Check the plan: ${plan}`;
}
