import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/*
 * In a process of its own, as jest keeps its own register of modules. What is
 * loaded is the compiled package.
 */

const script = `
  const { terraformResourceType } = require('./terraform/resource-types');
  const { readerOf } = require('./pulumi/resource-types');
  require('./index');
  const loaded = () =>
    Object.keys(require.cache).filter((file) => file.includes('evaluator'));
  const before = loaded().length;
  readerOf('azure-native:resources:Deployment')({ properties: {} });
  const withoutTemplate = loaded().length;
  readerOf('azure-native:resources:Deployment')({
    properties: { template: { resources: [] } },
  });
  console.log(JSON.stringify([before, withoutTemplate, loaded().length]));
`;

test('the evaluator is loaded with the first template, not before', () => {
  const output = execFileSync(process.execPath, ['-e', script], {
    cwd: join(__dirname, '../../../dist/shared'),
    encoding: 'utf8',
  });
  expect(JSON.parse(output)).toEqual([0, 0, 1]);
});
