import { parseLeniently } from '../../cli/documents/parse-leniently';
import { unsupportedReason } from '../../cli/documents/unsupported-files';
import { sourceOf } from '../../cli/documents/stack-trace';
import { moduleReader } from '../../shared/terraform/modules';
import { outcomesOf as outcomesOfTemplate, registry } from '../support/arm';
import { azapi, configuration, outcomesOf } from '../support/terraform';
import { startProcessorTime } from '../support/processor-time';

/** Quadratic time in this length is far longer than a second. */
const length = 1 << 18;

const long = (piece: string): string =>
  piece.repeat(Math.ceil(length / piece.length));

/** A registry, and a change that names it by a text. */
const changes = (resource_id: string) => () =>
  outcomesOf(
    configuration(
      ['azurerm_container_registry.web', { sku: 'Premium' }],
      [
        'azapi_update_resource.change',
        { type: azapi.type, resource_id, body: azapi.closed },
      ],
    ),
  );

const moduleOf = (source: string, version: string) => () =>
  moduleReader({ source, version }, 'terraform');

const avm = 'Azure/avm-res-containerregistry-registry/azurerm';

/** A template whose registry allows the result of an expression over a long string. */
const templateWith = (expression: string, text: string) => () =>
  outcomesOfTemplate(
    {
      parameters: { text: { type: 'string' } },
      resources: [registry({ publicNetworkAccess: expression })],
    },
    { text: { value: text } },
  );

const text = (content: string, name = 'file') => [
  () => unsupportedReason(content, name),
  () => {
    expect(() => parseLeniently(content, name)).toThrow();
  },
];

test.each([
  {
    situation: 'a reference of one long name',
    tries: [changes(`\${${long('a')}}`)],
  },
  {
    situation: 'a reference of many parts',
    tries: [changes(`\${${long('a.')}a}`)],
  },
  {
    situation: 'many references',
    tries: [changes(`\${f(${long('a.b, ')}c)}`)],
  },
  {
    situation: 'indexes that never end',
    tries: [changes(`\${${long('a[')}}`)],
  },
  {
    situation: 'many interpolations',
    tries: [changes(long('${a.b}'))],
  },
  {
    situation: 'interpolations in interpolations',
    tries: [changes(long('${"'))],
  },
  {
    situation: 'references to locals',
    tries: [changes(`\${local.${long('a.')}}`), changes(long('${local.a}'))],
  },
  {
    situation: 'sources of a module, one after the other',
    tries: [moduleOf(`${long(`${avm}?`)}\n`, '0.1')],
  },
  {
    situation: 'a version of blanks',
    tries: [moduleOf(avm, `${long(' ')}x`), moduleOf(avm, long('<'))],
  },
  {
    situation: 'slashes before something else',
    tries: [
      templateWith(
        "[extensionResourceId(parameters('text'), 'a/b', 'c')]",
        `${long('/')}x`,
      ),
    ],
  },
  {
    situation: 'format items that never end',
    tries: [
      templateWith("[format(parameters('text'))]", long('{0,')),
      templateWith("[format(parameters('text'))]", long('{')),
    ],
  },
  {
    situation: 'a data URI without data',
    tries: [
      templateWith(
        "[dataUriToString(parameters('text'))]",
        `data:${long(';base64')}`,
      ),
    ],
  },
  {
    situation: 'numbers without end',
    tries: [
      templateWith("[int(parameters('text'))]", `${long('1')}x`),
      templateWith("[float(parameters('text'))]", `${long(' ')}x`),
      templateWith("[dateTimeAdd(parameters('text'), 'P1D')]", long('1')),
    ],
  },
  {
    situation: 'a text of quotes that ends too early',
    tries: text(`{"${long('\\"')}`),
  },
  { situation: 'a text of blank lines', tries: text(`${long('\n')}x`) },
  {
    situation: 'a text that looks like Bicep',
    tries: text(`param ${long('a')}`),
  },
  {
    situation: 'a text that looks like HCL',
    tries: [...text(long('resource "')), ...text(`locals${long(' ')}`)],
  },
  {
    situation: 'a text that looks like YAML',
    tries: text(`${long('\t')}type:`),
  },
  {
    situation: 'a frame of a stack trace',
    tries: [
      () => sourceOf([long('(')]),
      () => sourceOf([long('a:1')]),
      () => sourceOf([`at ${long(':1:1')}x`]),
    ],
  },
])('$situation: no second for a long text', ({ tries }) => {
  for (const attempt of tries) {
    const elapsed = startProcessorTime();
    attempt();
    expect(elapsed()).toBeLessThan(1_000);
  }
});
