/**
 * Returns whether a file has the parameters of a template by its name:
 * `main.json` and `main.bicep` have them in `main.parameters.json`, `main.parameters.dev.json`,
 * `main.dev.parameters.json`.
 */
export function isParametersOf(template: string, name: string): boolean {
  const stem = template.replace(/\.(?:json|bicep)$/i, '.');
  return (
    name.startsWith(stem) &&
    /\.parameters\./i.test(name) &&
    /\.json$/i.test(name)
  );
}
