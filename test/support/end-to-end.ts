import { languages } from './pulumi-languages';
import { cdktf, nodeHost, pulumi, terraform, yamlHost } from './tools';
import type { Tool } from './tools';

/** A part of what is tested with the real tools: its tests, as jest is asked for them. */
interface Part {
  readonly name: string;
  readonly tools: readonly Tool[];
  readonly tests: readonly string[];
}

export const endToEnd: readonly Part[] = [
  {
    name: 'pulumi preview, up and policy analyze',
    tools: [pulumi, nodeHost, yamlHost],
    tests: [
      'test/e2e/pulumi-cli.test.ts',
      'test/e2e/pulumi-cli-configuration.test.ts',
      'test/e2e/pulumi-cli-output.test.ts',
      'test/e2e/pulumi-cli-unknowns.test.ts',
    ],
  },
  ...languages.map(({ language, tools }) => ({
    name: `pulumi preview, up and policy analyze of a program in ${language}`,
    tools,
    tests: [
      'test/e2e/pulumi-cli-languages.test.ts',
      '--testNamePattern',
      `a program in ${language}`,
    ],
  })),
  {
    name: 'pulumi policy publish',
    tools: [pulumi, nodeHost],
    tests: ['test/e2e/pulumi-cli-publish.test.ts'],
  },
  {
    name: 'messages of pulumi policy',
    tools: [pulumi, nodeHost],
    tests: ['test/e2e/pulumi-cli-organization.test.ts'],
  },
  {
    name: 'pulumi preview and up with a fault in the pack',
    tools: [pulumi, nodeHost, yamlHost],
    tests: [
      'test/e2e/faults.test.ts',
      '--testNamePattern',
      'with the real Pulumi',
    ],
  },
  {
    name: 'terraform plan, show -json and acr-policy check -',
    tools: [terraform],
    tests: [
      'test/e2e/terraform-cli.test.ts',
      '--testNamePattern',
      'the plan of the real Terraform',
    ],
  },
  {
    name: 'cdktf synth, and the plan of its output',
    tools: [cdktf, terraform],
    tests: [
      'test/e2e/terraform-cli.test.ts',
      '--testNamePattern',
      'cdktf synth',
    ],
  },
];
