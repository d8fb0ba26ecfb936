/**
 * Reports that the policy SDK is not installed and how to install it. Its packages
 * are optional dependencies: `--omit=optional` leaves them out, and package
 * managers leave them out silently when an installation fails or the packages
 * exclude the version of Node (https://docs.npmjs.com/cli/configuring-npm/package-json#optionaldependencies).
 *
 * @param error thrown while the SDK was loaded
 * @returns undefined if it is another error
 */
export function missingSdkText(error: unknown): string | undefined {
  if (!isModuleNotFound(error)) return undefined;
  const [reason = ''] = error.message.split('\n');
  return [
    `The policy pack needs @pulumi/policy and @pulumi/pulumi, and at least one is not installed: ${reason}.`,
    'Fix: install azure-acr-policy-pack again, without --omit=optional or --no-optional.',
    `If that does not help, "npm install @pulumi/policy @pulumi/pulumi" in the same directory prints why they can't be installed (with Node ${process.version}).`,
  ].join('\n');
}

function isModuleNotFound(error: unknown): error is Error {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === 'MODULE_NOT_FOUND'
  );
}
