import { loadPolicySdk } from '../support/load-policy-sdk';

/** The SDK's import of an index, with and without the stand-in. */
describe('a policy SDK that uses the index in another way', () => {
  const wholeIndex = {
    'node_modules/@pulumi/pulumi/index.js': `
      Object.defineProperty(exports, '__esModule', { value: true });
      exports.ComponentResource = class { isWhole = true };
      exports.asset = { isWhole: true };
      exports.Output = class { static isWhole = true };`,
  };

  test.each([
    {
      situation: 'extends a class of it while it loads',
      files: wholeIndex,
      sdk: `class Own extends pulumi.ComponentResource {}
        exports.seen = new Own().isWhole;`,
      seen: true,
    },
    {
      situation: 'copies it, as a re-export does',
      files: wholeIndex,
      sdk: `const copy = {};
        for (const name in pulumi) copy[name] = pulumi[name];
        exports.seen = Object.keys(copy);`,
      seen: ['ComponentResource', 'asset', 'Output'],
    },
    {
      situation: 'spreads it',
      files: wholeIndex,
      sdk: `exports.seen = Object.keys({ ...pulumi });`,
      seen: ['ComponentResource', 'asset', 'Output'],
    },
    {
      situation: 'asks whether it has something',
      files: wholeIndex,
      sdk: `exports.seen = ['ComponentResource' in pulumi, 'other' in pulumi];`,
      seen: [true, false],
    },
    {
      situation: 'finds the classes of assets in the index alone',
      files: wholeIndex,
      sdk: `exports.seen = [pulumi.asset.isWhole, pulumi.Output.isWhole];`,
      seen: [true, true],
    },
    {
      situation: 'finds the classes of assets where they are now',
      files: {
        'node_modules/@pulumi/pulumi/index.js': `throw new Error('loaded');`,
        'node_modules/@pulumi/pulumi/asset/index.js': `exports.isPart = true;`,
        'node_modules/@pulumi/pulumi/output.js': `exports.Output = { isPart: true };`,
      },
      sdk: `exports.seen = [pulumi.asset.isPart, pulumi.Output.isPart];`,
      seen: [true, true],
    },
    {
      situation: 'asks for it again when it has loaded',
      files: wholeIndex,
      sdk: `exports.later = () => require('@pulumi/pulumi').asset;`,
      seen: { isWhole: true },
    },
    {
      situation: 'asks what kind of module it is, which loads nothing',
      files: {
        'node_modules/@pulumi/pulumi/index.js': `throw new Error('loaded');`,
      },
      sdk: `exports.seen = pulumi.__esModule;`,
      seen: true,
    },
    {
      situation: 'is given the index that somebody has loaded before',
      files: {
        ...wholeIndex,
        'before.js': `exports.Output = require('@pulumi/pulumi').Output;`,
      },
      sdk: `exports.seen =
        pulumi.Output === require('../../../before').Output;`,
      seen: true,
    },
    {
      situation: 'is given one index, once it has loaded it',
      files: wholeIndex,
      sdk: `const { ComponentResource } = pulumi;
        exports.later = () =>
          require('@pulumi/pulumi').ComponentResource === ComponentResource;`,
      seen: true,
    },
    {
      situation: 'keeps it until it is needed',
      files: wholeIndex,
      sdk: `exports.later = () => new pulumi.ComponentResource().isWhole;`,
      seen: true,
    },
  ])('$situation', ({ files, sdk, seen }) => {
    expect(
      loadPolicySdk({
        ...files,
        'node_modules/@pulumi/policy/index.js': `
          const pulumi = require('@pulumi/pulumi');
          ${sdk}`,
      }),
    ).toEqual(seen);
  });

  test('does without it', () => {
    expect(
      loadPolicySdk({
        'node_modules/@pulumi/policy/index.js': 'exports.seen = true;',
      }),
    ).toBe(true);
  });
});
