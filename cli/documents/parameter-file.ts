/**
 * Tells whether a file has the parameters of a template by its name:
 * `main.json` has them in `main.parameters.json`, `main.parameters.dev.json`,
 * `main.dev.parameters.json`.
 */
export function isParametersOf(template: string, name: string): boolean {
  const stem = template.replace(/\.json$/i, '.');
  return (
    name.startsWith(stem) &&
    /\.parameters\./i.test(name) &&
    /\.json$/i.test(name)
  );
}
