import type { JsonObject } from '../../shared/json/json';
import { parseConfigurationFile } from '../../shared/terraform/hcl/configuration-file';
import { toValue } from '../../shared/terraform/expression';
import { ModuleScope } from '../../shared/terraform/scope';
import { planOfFiles } from '../support/terraform-runs';
import { describeWith, terraform } from '../support/tools';

/** Values as written after `value =`. */
const values: Readonly<Record<string, string>> = {
  'a heredoc': '<<EOF\none\n  two\nEOF',
  'an empty heredoc': '<<EOF\nEOF',
  'an indented heredoc': '<<-EOF\n    one\n      two\n\n    three\n  EOF',
  'an indented heredoc with a template': '<<-EOF\n    a ${local.x}\n  b\n  EOF',
  'an indented heredoc that starts with a template':
    '<<-EOF\n    ${local.x}\n      b\n    EOF',
  'a heredoc with quotes and backslashes':
    '<<EOF\n{"a": "b\\n\\"c\\u0041", \'d\': \\${local.x}}\nEOF',
  'a heredoc with escapes': '<<EOF\n$${x} %%{if} $x %x $$x %%\nEOF',
  'a heredoc with a backslash before an escape':
    '<<EOF\n\\$${x} \\%%{x} \\\\$${x}%{ if local.yes }a%{ endif }\nEOF',
  'a heredoc with directives':
    '<<EOF\n%{ for one in local.list ~}\n- ${one}\n%{ endfor ~}\n%{ if local.yes }a%{ else }b%{ endif }\nEOF',
  'a heredoc with a tab and a carriage return': '<<EOF\n\ta\r\nb\nEOF',
  'a heredoc with another marker in it': '<<END\n<<EOF\nEOF\nEND',
  'a heredoc in a call': 'upper(<<EOF\na ${local.x}\nEOF\n)',
  'a heredoc in an object': '{\n  a = <<EOF\nx\nEOF\n  b = 1\n}',
  'JSON in a heredoc':
    'jsondecode(<<EOF\n{ "a": ["${local.x}", 1.50, null] }\nEOF\n)',
  escapes: '"$${x} %%{x} $$$${x} $x %x $ { % {"',
  'escapes around a template': '"$${x}${local.x}%%{y}"',
  'escapes of characters': '"\\"\\t\\\\\\n\\u00e4\\U0001f600 \\\\${local.x}"',
  'a carriage return': '"a\\rb\\r\\n"',
  'an escaped quote beside a template': '"\\"${local.x}\\""',
  'characters beyond ASCII': '"äöü ß 日本 😀 ${local.x} é"',
  'characters that HTML escapes': '"<a href=\'x\'>&</a>\u2028"',
  'a template in a template': '"${"${local.x}-${"y"}"}"',
  'a string in a template': '"${"a"}b${"$${c}"}"',
  'a template that strips': '"a ${~ local.x ~} b"',
  directives: '"%{ if local.yes }a ${local.x}%{ else }b%{ endif }"',
  'a loop in a template': '"%{ for k, v in local.map }${k}=${v};%{ endfor }"',
  'only a template': '"${local.list}"',
  'whole numbers': '[0, 1, -1, 007, 1e3, 1E-2, 100000000000000000000]',
  fractions: '[0.5, 1.0, 1.50, -0.1, 0.1, 3.14159]',
  'numbers in templates': '"${1.50} ${1e3} ${0.1}"',
  literals: '[true, false, null]',
  operators: '[1 + 2 * 3, -local.one, !local.yes, 1 == 1.0, "a" != "b"]',
  'conditionals over lines': '(\n  local.yes\n  ? "a"\n  : "b"\n)',
  'keys of all kinds':
    '{ a = 1, "b c" = 2, (local.x) = 3, "${local.x}y" = 4, b-c = 5, "$${d}" = 6, 7 = 8, true = 9, null = 10 }',
  'a key with a colon': '{ a : 1, "b" : 2 }',
  'a key that is an expression': '{ (local.yes ? "a" : "b") = 1 }',
  'a key that is written twice': '{ a = 1, a = 2 }',
  'keys of comments': '{ "//" = "x", "__proto__" = "y", constructor = "z" }',
  'objects over lines':
    '{\n  # first\n  a = 1, // x\n  b = 2 /* y */\n\n  c = { d = [] }\n}',
  'trailing commas': '[\n  "a",\n  "b", # last\n]',
  'a call over lines':
    'join(\n  ",", # separator\n  [\n    "a",\n    "b",\n  ],\n)',
  'an expanded call': 'concat([[1], [2]]...)',
  'comments in an expression': '[1, /* } ] */ 2, # ]\n 3]',
  'a loop': '[for one in local.list : upper(one) if one != "b"]',
  'a loop with keys': '{ for k, v in local.map : v => k... }',
  splats: '[local.objects[*].a, local.objects.*.a, local.x[*]]',
  indexes: '[local.list[0], local.map["u"], local.list.1, local.objects[1].a]',
  'a hash sign and slashes in a string': '"https://example.com/#x /* y */"',
  'brackets in strings': '["}", "{", "${"}"}", "]"]',
};

const names = Object.keys(values);
const labels = names.map((_, index) => `v${index}`);

/** A module whose outputs are the values, with blocks in all ways of writing them. */
const outputs = `\ufeff# locals
locals { x = "u" }
locals {
  list = ["a", "b", "c"]
}
locals {
  one = 1
  yes = true /* not
  false */
  map = { u = "1", v = "2" }
  objects = [{ a = 1 }, { a = 2 }]
}
output unquoted { value = 1 }
output "one-line" { value = "2" }
variable "escaped" { default = "$\${x}" }
output "escaped" { value = var.escaped }
${names.map((name, index) => `output "v${index}" {\n  value = ${values[name] ?? ''}\n}\n`).join('')}`;

const registries = `
resource "azurerm_container_registry" "blocks" {
  location = "westeurope"
  resource_group_name = "rg"
  name = "acrweb"
  sku  = "Premium"
  network_rule_set {
    default_action = "Deny"
    ip_rule {
      action   = "Allow"
      ip_range = "10.0.0.0/8"
    }
    ip_rule { 
      action   = "Allow"
      ip_range = "\${local.prefix}.0/24"
    }
  }
  lifecycle {
    create_before_destroy = true
  }
  tags = { (local.prefix) = <<-EOT
    a
      "b"
    EOT
  }
}
resource azurerm_container_registry labels {
  location = "westeurope"
  resource_group_name = "rg"
  name = "acrlabels"
  sku              = "Basic"
  network_rule_set = []
  for_each         = toset(["a", "b"])
}
resource "azurerm_container_registry" "dynamic" {
  location = "westeurope"
  resource_group_name = "rg"
  name = "acrdynamic"
  sku  = "Premium"
  dynamic "network_rule_set" {
    for_each = { Deny = ["10.0.0.1"] }
    iterator = rules
    content {
      default_action = rules.key
      ip_rule = [for ip in rules.value : { action = "Allow", ip_range = ip }]
    }
  }
}
locals { prefix = "192.0.2" }
`;

describeWith([terraform], 'the real Terraform', () => {
  let planned: JsonObject = {};
  let scope = new ModuleScope();
  const written = new Map<string, JsonObject>();

  beforeAll(async () => {
    planned = outputsOf(await planOfFiles({ 'main.tf': outputs }));
    const json = parseConfigurationFile(outputs);
    const locals = (json['locals'] as readonly JsonObject[]).flatMap((block) =>
      Object.entries(block),
    );
    scope = new ModuleScope({ locals: new Map(locals) });
    for (const [name, bodies] of Object.entries(json['output'] as JsonObject)) {
      written.set(name, (bodies as readonly JsonObject[])[0] ?? {});
    }
  });

  test.each(names)('gives the same value of %s', (name) => {
    const label = `v${names.indexOf(name)}`;
    const value = toValue(written.get(label)?.['value'] ?? null, scope);
    expect(JSON.parse(JSON.stringify(value))).toEqual(planned[label]);
  });

  test('plans the same from what HCL was converted to', async () => {
    const json = JSON.stringify(parseConfigurationFile(outputs));
    const again = outputsOf(await planOfFiles({ 'main.tf.json': json }));
    expect(again).toEqual(planned);
    expect(Object.keys(again)).toEqual(expect.arrayContaining(labels));
  });

  test('plans the same registries from what HCL was converted to', async () => {
    const json = JSON.stringify(parseConfigurationFile(registries));
    const [fromHcl, fromJson] = await Promise.all([
      planOfFiles({ 'main.tf': registries }),
      planOfFiles({ 'main.tf.json': json }),
    ]);
    const parts = ['planned_values', 'resource_changes'];
    for (const part of parts) expect(fromJson[part]).toEqual(fromHcl[part]);
    expect(fromHcl['resource_changes']).toHaveLength(4);
  });
});

function outputsOf({ planned_values: planned }: JsonObject): JsonObject {
  const { outputs: all } = planned as JsonObject;
  return Object.fromEntries(
    Object.entries(all as JsonObject).map(([name, output]) => [
      name,
      (output as JsonObject)['value'] ?? null,
    ]),
  );
}
