import { acrPolicy, check, inFolder, outcomesOf } from '../support/cli';

const registry = (more: object = {}) => ({
  type: 'Microsoft.ContainerRegistry/registries',
  apiVersion: '2023-07-01',
  name: 'web',
  sku: { name: 'Premium' },
  ...more,
});
const template = (resources: unknown, more: object = {}) => ({
  $schema:
    'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  contentVersion: '1.0.0.0',
  resources,
  ...more,
});
const open = template([registry()]);
const parameters = { parameters: {} };

describe('parameter files beside a template', () => {
  test.each<[situation: string, files: Record<string, unknown>, own: string[]]>(
    [
      [
        'are those with its name',
        {
          'main.json': open,
          'main.parameters.json': parameters,
          'main.dev.parameters.json': parameters,
          'main.parameters.txt': '',
          'main.parameters.json.old': '',
          'mainland.parameters.json': parameters,
          'other.parameters.json': parameters,
          'main.other.json': open,
        },
        ['main.dev.parameters.json', 'main.parameters.json'],
      ],
      [
        'are those with its whole name',
        {
          'main.json.json': open,
          'main.json.parameters.json': parameters,
          'main.parameters.json': parameters,
        },
        ['main.json.parameters.json'],
      ],
    ],
  )('%s', async (_situation, files, own) => {
    const [name = ''] = Object.keys(files);
    await inFolder(files, async (cwd) => {
      const { report } = await check([name], { cwd });
      expect(Object.keys(outcomesOf(report)).sort()).toEqual(
        own.map((each) => `${name}+${each}#/resources/0`),
      );
    });
  });

  test('are not the template itself, whatever it is called', async () => {
    await inFolder({ 'main.parameters.json': open }, async (cwd) => {
      const { report } = await check(['main.parameters.json'], { cwd });
      expect(outcomesOf(report)).toEqual({
        'main.parameters.json#/resources/0': 'fail',
      });
    });
  });

  test('are none where the template has no name', async () => {
    await inFolder({ '-.parameters.json': parameters }, async (cwd) => {
      const stdin = JSON.stringify(open);
      const { report } = await check(['-'], { cwd, stdin });
      expect(outcomesOf(report)).toEqual({ '-#/resources/0': 'fail' });
    });
  });

  test.each([['dev/a=b.json'], ['dev@2.json'], ['@dev@2.json']])(
    'are taken from the command line by their path: %s',
    async (path) => {
      const value = { sku: { value: 'Basic' } };
      const files = {
        'main.json': template(
          [registry({ sku: { name: "[parameters('sku')]" } })],
          { parameters: { sku: { type: 'string' } } },
        ),
        'dev/a=b.json': value,
        'dev@2.json': value,
      };
      await inFolder(files, async (cwd) => {
        const { report } = await check(['main.json', '-p', path], { cwd });
        expect(outcomesOf(report)).toEqual({
          'main.json#/resources/0': 'notApplicable',
        });
      });
    },
  );
});

test('a registry is reported with its type and name', async () => {
  await inFolder({ 'main.json': open }, async (cwd) => {
    const { report } = await check(['main.json'], { cwd });
    expect(report.findings[0]?.resource).toEqual({
      type: 'Microsoft.ContainerRegistry/registries',
      address: 'main.json#/resources/0',
      name: 'web',
    });
  });
});

describe('where a registry of a template stands', () => {
  /** The reported line and column in a document with a line for each value, unless it is a string. */
  const placeIn = async (document: object | string): Promise<string> => {
    const text =
      typeof document === 'string'
        ? document
        : JSON.stringify(document, null, 1);
    return inFolder({ 'main.json': text }, async (cwd) => {
      const { stdout } = await acrPolicy(
        ['check', 'main.json', '-f', 'github'],
        { cwd },
      );
      return /line=(\d+,col=\d+)/.exec(stdout)?.[1] ?? stdout;
    });
  };

  const column = JSON.stringify(open).indexOf('{"type"') + 1;
  const comment = '/* the shop */';

  test.each<[situation: string, document: object | string, place: string]>([
    ['its place', template([registry()]), '5,col=3'],
    ['behind an empty line', `\n${JSON.stringify(open)}`, `2,col=${column}`],
    [
      'behind a comment',
      JSON.stringify(open).replace('[', `[${comment}`),
      `1,col=${column + comment.length}`,
    ],
    [
      'behind lines of comments',
      `// the shop\n// its registry\n/* of\r\n images */\n${JSON.stringify(open)}`,
      `5,col=${column}`,
    ],
    [
      'a symbolic name with a slash',
      template({ 'b/c': {}, 'a/b': registry() }, { languageVersion: '2.0' }),
      '6,col=3',
    ],
    [
      'a symbolic name with a tilde',
      template({ 'b~c': {}, 'a~b': registry() }, { languageVersion: '2.0' }),
      '6,col=3',
    ],
    [
      'the deployment, where its template is written elsewhere',
      template(
        [
          {
            type: 'Microsoft.Resources/deployments',
            apiVersion: '2022-09-01',
            name: 'nested',
            properties: {
              mode: 'Incremental',
              template: "[variables('inner')]",
            },
          },
        ],
        { variables: { inner: open } },
      ),
      '11,col=5',
    ],
    [
      'the block, where Terraform deploys it',
      {
        resource: {
          azurerm_resource_group_template_deployment: {
            web: { template_content: JSON.stringify(open), resources: [1] },
          },
        },
      },
      '4,col=4',
    ],
  ])('%s', async (_situation, document, place) => {
    expect(await placeIn(document)).toBe(place);
  });
});
