import { runInNewContext } from 'node:vm';
import { transformSync } from '@swc/core';
import { filesOfRule, kinds } from '../../scripts/support/new-rule';
import { azureNative, azureNativeResources } from '../../shared/dialects/arm';
import type { Kind } from '../../shared/model/kind';
import type { Rule } from '../../shared/rules/types';
import { judge } from '../support/core';

const name = 'Azure.ACR.OnlyForThisTest';

/** The rule that `create-rule` writes. */
function writtenRule(kind: string): Rule {
  const text = filesOfRule(name, kind)[`shared/rules/${name}.ts`] ?? '';
  const { code } = transformSync(text, {
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const exports: Record<string, Rule> = {};
  runInNewContext(code, {
    exports,
    require: (path: string) =>
      jest.requireActual<object>(
        path.replace('./utils/', '../../shared/rules/utils/'),
      ),
  });
  const rule = exports['acrOnlyForThisTest'];
  if (rule === undefined) throw new Error('the file exports no rule');
  return rule;
}

/** The arguments of the examples on the page that `create-rule` writes. */
function writtenExamples(kind: string): [string, unknown][] {
  const page = filesOfRule(name, kind)[`docs/rules/${name}.md`] ?? '';
  const blocks = page.matchAll(/^(Fails|Passes):\n\n```ts\n([\s\S]*?)^```$/gm);
  return [...blocks].map(([, label = '', code = '']) => {
    let properties: unknown;
    function Resource(_name: string, args: unknown): void {
      properties = args;
    }
    runInNewContext(code, {
      containerregistry: new Proxy({}, { get: () => Resource }),
      group: { name: 'shop' },
    });
    return [label, properties];
  });
}

test.each(kinds)('writes a rule for %s that its examples hold', (kind) => {
  const rule = writtenRule(kind);
  const dialect =
    kind === 'registry' ? azureNative : azureNativeResources[kind as Kind];
  const outcomes = writtenExamples(kind).map(([label, properties]) => [
    label,
    judge(dialect, properties, rule).outcome,
  ]);
  expect(rule.kinds ?? ['registry']).toEqual([kind]);
  expect(outcomes).toEqual([
    ['Fails', 'fail'],
    ['Passes', 'pass'],
  ]);
});

test.each(kinds)('writes a table for %s without open placeholders', (kind) => {
  const files = filesOfRule(name, kind);
  expect(Object.keys(files)).toHaveLength(3);
  for (const text of Object.values(files)) {
    expect(text).not.toMatch(/\{\{|undefined'/);
  }
});
