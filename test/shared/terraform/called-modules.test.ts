import {
  acr,
  address,
  calling,
  evaluateRoot,
  inDirectory,
  registry,
  removeDirectories,
} from '../../support/called-modules';
import type { Files } from '../../support/called-modules';
import type { Outcome } from '../../support/neutral';

afterAll(removeDirectories);

type Row = [
  situation: string,
  root: object,
  modules: Files,
  outcomes: Record<string, Outcome>,
];

describe('a module that is called', () => {
  test.each<Row>([
    [
      'is closed by an input',
      calling({ open: false }),
      { 'acr/main.tf.json': acr() },
      { [address]: 'pass' },
    ],
    [
      'is opened by an input',
      calling({ open: true }),
      { 'acr/main.tf.json': acr() },
      { [address]: 'fail' },
    ],
    [
      'takes an input as the type of its variable',
      calling({ open: 'false' }),
      { 'acr/main.tf.json': acr({ type: 'bool' }) },
      { [address]: 'pass' },
    ],
    [
      'takes "0" for false, as Terraform does',
      calling({ open: '0' }),
      { 'acr/main.tf.json': acr({ type: 'bool' }) },
      { [address]: 'pass' },
    ],
    [
      'takes a list as a set, which is sorted and has no indexes',
      calling({ open: ['b', 'a'] }),
      {
        'acr/main.tf.json': {
          ...acr({ type: 'set(string)' }),
          resource: {
            azurerm_container_registry: {
              this: {
                sku: 'Premium',
                public_network_access_enabled:
                  '${tolist(var.open)[0] == "b" || try(var.open[0], "") == "b"}',
              },
            },
          },
        },
      },
      { [address]: 'pass' },
    ],
    [
      'has an unknown input',
      calling({ open: '${data.x.y.z}' }),
      { 'acr/main.tf.json': acr() },
      { [address]: 'unknown' },
    ],
    [
      'has a default',
      calling({}),
      { 'acr/main.tf.json': acr({ default: false }) },
      { [address]: 'pass' },
    ],
    [
      'has a default of JSON, which is not evaluated',
      calling({}),
      {
        'acr/main.tf.json': {
          variable: { sku: { default: '${"Basic"}' } },
          resource: registry({
            public_network_access_enabled: '${var.sku == "Basic"}',
          }),
        },
      },
      { [address]: 'pass' },
    ],
    [
      'has a default of HCL, which is evaluated',
      calling({}),
      {
        'acr/main.tf': `
          variable "sku" { default = "\${"Basic"}" }
          resource "azurerm_container_registry" "this" {
            sku                           = "Premium"
            public_network_access_enabled = var.sku == "Basic"
          }`,
      },
      { [address]: 'fail' },
    ],
    [
      'has a default of HCL with a template that is escaped',
      calling({}),
      {
        'acr/main.tf': `
          variable "sku" { default = "$\${Basic}" }
          resource "azurerm_container_registry" "this" {
            sku                           = "Premium"
            public_network_access_enabled = var.sku != "$\${Basic}"
          }`,
      },
      { [address]: 'pass' },
    ],
    [
      'has a default of HCL that Terraform refuses',
      calling({}),
      {
        'acr/main.tf': `
          variable "open" { default = local.open }
          resource "azurerm_container_registry" "this" {
            sku                           = "Premium"
            public_network_access_enabled = var.open
          }`,
      },
      { [address]: 'unknown' },
    ],
    [
      'is given null, in whose place no default comes',
      calling({ open: null }),
      { 'acr/main.tf.json': acr({ default: false }) },
      { [address]: 'fail' },
    ],
    [
      'is given null, in whose place the default comes if the variable takes no null',
      calling({ open: null }),
      { 'acr/main.tf.json': acr({ default: false, nullable: false }) },
      { [address]: 'pass' },
    ],
    [
      'is given null, and takes no null by a string of JSON',
      calling({ open: null }),
      { 'acr/main.tf.json': acr({ default: false, nullable: 'false' }) },
      { [address]: 'pass' },
    ],
    [
      'has its own locals',
      calling({}, { locals: { open: true } }),
      {
        'acr/main.tf.json': {
          locals: { open: false },
          resource: registry({
            public_network_access_enabled: '${local.open}',
          }),
        },
      },
      { [address]: 'pass' },
    ],
    [
      'has locals in another file, and an override file',
      calling({}),
      {
        'acr/main.tf.json': {
          resource: registry({
            public_network_access_enabled: '${local.open}',
          }),
        },
        'acr/locals.tf.json': { locals: { open: true } },
        'acr/override.tf.json': { locals: { open: false } },
      },
      { [address]: 'pass' },
    ],
    [
      'is written in HCL',
      calling({ open: false }),
      {
        'acr/variables.tf': 'variable "open" {\n  type = bool\n}\n',
        'acr/main.tf':
          'resource "azurerm_container_registry" "this" {\n  sku = "Premium"\n  public_network_access_enabled = var.open\n}\n',
      },
      { [address]: 'pass' },
    ],
    [
      'takes an object with optional attributes',
      calling({ settings: { zone: true } }),
      {
        'acr/main.tf':
          'variable "settings" {\n  type = object({ zone = bool, open = optional(bool, false) })\n}\n',
        'acr/registry.tf.json': {
          resource: registry({
            public_network_access_enabled: '${var.settings.open}',
          }),
        },
      },
      { [address]: 'pass' },
    ],
    [
      'is called no time',
      calling({ count: 0, open: true }),
      { 'acr/main.tf.json': acr() },
      {},
    ],
    [
      'is called for nothing',
      calling({ for_each: {}, open: true }),
      { 'acr/main.tf.json': acr() },
      {},
    ],
    [
      'is called twice',
      calling({ count: 2, open: '${count.index}' }),
      { 'acr/main.tf.json': acr() },
      {
        'module.reg[0].azurerm_container_registry.this': 'fail',
        'module.reg[1].azurerm_container_registry.this': 'fail',
      },
    ],
    [
      'is called for each of a map',
      calling({
        for_each: { a: { open: false }, b: { open: true } },
        open: '${each.value.open}',
      }),
      { 'acr/main.tf.json': acr() },
      {
        'module.reg["a"].azurerm_container_registry.this': 'pass',
        'module.reg["b"].azurerm_container_registry.this': 'fail',
      },
    ],
    [
      'is called an unknown number of times',
      calling({ count: '${var.n}', open: true }),
      { 'acr/main.tf.json': acr() },
      { [address]: 'fail' },
    ],
    [
      'is called for what is unknown',
      calling({ for_each: '${var.all}', open: '${each.value}' }),
      { 'acr/main.tf.json': acr() },
      { [address]: 'unknown' },
    ],
    [
      'is called more often than can be evaluated',
      calling({ count: 1e9, open: false }),
      { 'acr/main.tf.json': acr() },
      { [address]: 'pass' },
    ],
    [
      'calls another one',
      calling({ open: false }),
      {
        'acr/main.tf.json': {
          variable: { open: {} },
          module: { inner: { source: '../inner', open: '${var.open}' } },
        },
        'inner/main.tf.json': acr({ default: true }),
      },
      { 'module.reg.module.inner.azurerm_container_registry.this': 'pass' },
    ],
    [
      'is given an output of another one',
      calling(
        { open: '${module.settings.open}' },
        {
          module: {
            reg: { source: './acr', open: '${module.settings.open}' },
            settings: { source: './settings' },
          },
        },
      ),
      {
        'acr/main.tf.json': acr(),
        'settings/main.tf.json': { output: { open: { value: false } } },
      },
      { [address]: 'pass' },
    ],
    [
      'and another one are given outputs of each other',
      {
        module: {
          reg: { source: './acr', open: '${module.other.open}' },
          other: { source: './other', name: '${module.reg.name}' },
        },
      },
      {
        'acr/main.tf.json': acr({}, { output: { name: { value: 'web' } } }),
        'other/main.tf.json': {
          variable: { name: {} },
          output: { open: { value: false } },
        },
      },
      { [address]: 'pass' },
    ],
    [
      'is given an output that depends on itself',
      calling({ open: '${module.reg.open}' }),
      {
        'acr/main.tf.json': acr(
          {},
          { output: { open: { value: '${var.open}' } } },
        ),
      },
      { [address]: 'unknown' },
    ],
  ])('%s', (_, root, modules, outcomes) => {
    expect(evaluateRoot(root, inDirectory(modules))).toMatchObject({
      outcomes,
      notEvaluated: [],
    });
  });
});
