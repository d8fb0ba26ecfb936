import { existsSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { App } from 'cdktf';
import type { Log, Result } from 'sarif';
import { acrPolicy } from '../support/cli';
import {
  errorOf,
  libraryNames,
  newRegistry,
  toolkit,
  waysToHold,
} from '../support/cdktf';
import { newProgram, synthOf } from '../support/cdktf-final-state';

describe.each(libraryNames)('the report of a synthesis with %s', (name) => {
  const tools = toolkit(name);

  const fileOf = ({ outdir }: App) => join(outdir, 'acr-policy.sarif');

  /** The run of a report that has one. */
  const runIn = (app: App) => {
    const log = JSON.parse(readFileSync(fileOf(app), 'utf8')) as Log;
    const [run, ...others] = log.runs;
    if (run === undefined || others.length > 0) throw new Error('not one run');
    return { ...run, results: run.results ?? [] };
  };

  const summaryOf = ({ ruleId, level, locations = [] }: Result) => {
    const [{ physicalLocation, logicalLocations: [logical] = [] } = {}] =
      locations;
    return {
      rule: ruleId,
      level,
      file: physicalLocation?.artifactLocation?.uri,
      line: physicalLocation?.region?.startLine,
      path: logical?.fullyQualifiedName,
    };
  };

  const quietly = (run: () => void) => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const error = errorOf(run);
    write.mockRestore();
    return error;
  };

  const here = relative(process.cwd(), __filename).replaceAll(sep, '/');

  describe.each(waysToHold(tools))('by %s', (_, hold) => {
    test('has the violations of a synthesis that fails, at the lines that declare the registries', () => {
      const { app, web } = newProgram(tools);
      const settings = {
        location: 'westeurope',
        resourceGroupName: 'rg',
        sku: 'Premium',
      };
      new tools.ContainerRegistry(web, 'open1', { name: 'open1', ...settings });
      new tools.ContainerRegistry(web, 'admin1', {
        name: 'admin1',
        ...settings,
        publicNetworkAccessEnabled: false,
        adminEnabled: true,
      });
      newRegistry(tools, web, 'closed1', { publicNetworkAccessEnabled: false });
      hold(app, web, { report: true });

      const error = quietly(synthOf(app));

      expect(error?.message).toContain('[web/open1]');
      const { results, tool, invocations = [] } = runIn(app);
      const source = readFileSync(__filename, 'utf8').split('\n');
      const declared = (text: string) =>
        source.findIndex((line) => line.includes(text)) + 1;
      expect(new Set(results.map(summaryOf))).toEqual(
        new Set([
          {
            rule: 'Azure.ACR.Firewall',
            level: 'error',
            file: here,
            line: declared("new tools.ContainerRegistry(web, 'open1'"),
            path: 'web/open1',
          },
          {
            rule: 'Azure.ACR.AdminUser',
            level: 'warning',
            file: here,
            line: declared("new tools.ContainerRegistry(web, 'admin1'"),
            path: 'web/admin1',
          },
        ]),
      );
      expect(tool.driver.name).toBe('acr-policy');
      expect(invocations[0]?.executionSuccessful).toBe(true);
    });

    test('is written without results if nothing is wrong', () => {
      const { app, web } = newProgram(tools);
      newRegistry(tools, web, 'closed1', { publicNetworkAccessEnabled: false });
      hold(app, web, { report: true });

      expect(quietly(synthOf(app))).toBeNull();
      expect(runIn(app).results).toEqual([]);
    });

    test('is not written by default', () => {
      const { app, web } = newProgram(tools);
      newRegistry(tools, web, 'open1');
      hold(app, web, {});

      quietly(synthOf(app));

      expect(existsSync(fileOf(app))).toBe(false);
    });

    test('has exempt violations with the reason, as suppressed', () => {
      const { app, web } = newProgram(tools);
      newRegistry(tools, web, 'open1');
      const reason = 'Public images';
      hold(app, web, {
        report: true,
        exemptions: [{ resource: 'web/open1', reason }],
      });

      expect(quietly(synthOf(app))).toBeNull();
      const [result] = runIn(app).results;
      expect(result).toMatchObject({
        level: 'note',
        suppressions: [{ justification: reason }],
      });
    });

    test('points to the written file if the line is not recorded', () => {
      const { app, web } = newProgram(tools);
      web.addOverride('resource.azurerm_container_registry.added', {
        sku: 'Premium',
      });
      hold(app, web, { report: true });

      quietly(synthOf(app));

      const [result] = runIn(app).results;
      if (result === undefined) throw new Error('no result');
      expect(summaryOf(result)).toMatchObject({
        file: expect.stringMatching(/stacks\/web\/cdk\.tf\.json$/) as string,
        line: 1,
        path: 'web/azurerm_container_registry.added',
      });
    });

    test('lists what was not evaluated', () => {
      const { app, web } = newProgram(tools);
      new tools.TerraformHclModule(web, 'far', {
        source: 'claranet/acr/azurerm',
      });
      hold(app, web, { report: true });

      expect(quietly(synthOf(app))).toBeNull();
      const { results, invocations } = runIn(app);
      expect(results).toEqual([]);
      expect(invocations?.[0]?.toolExecutionNotifications).toEqual([
        expect.objectContaining({
          level: 'warning',
          message: {
            text: expect.stringContaining('claranet/acr/azurerm') as string,
          },
        }),
      ]);
    });
  });

  test('says that an error of others may have kept a stack from being evaluated', () => {
    const { app, web } = newProgram(tools);
    web.node.addValidation({ validate: () => ['not today'] });
    tools.enforceAcrPolicy(app, { report: true });

    expect(quietly(synthOf(app))).not.toBeNull();
    expect(runIn(app).invocations).toMatchObject([
      {
        executionSuccessful: false,
        toolExecutionNotifications: [
          {
            level: 'error',
            message: { text: expect.stringContaining('not today') as string },
          },
        ],
      },
    ]);
  });

  test('has a run for each configuration of several aspects', () => {
    const { app, web } = newProgram(tools);
    const { Aspects, AcrPolicyAspect } = tools;
    newRegistry(tools, web, 'open1');
    Aspects.of(web).add(new AcrPolicyAspect({ report: true }));
    Aspects.of(web).add(new AcrPolicyAspect({ report: true, preset: 'audit' }));

    quietly(synthOf(app));

    const log = JSON.parse(readFileSync(fileOf(app), 'utf8')) as Log;
    expect(
      log.runs.map(({ automationDetails, results = [] }) => [
        automationDetails?.id,
        results.map(({ level }) => level),
      ]),
    ).toEqual([
      ['acr-policy-1/', ['error']],
      ['acr-policy-2/', ['warning']],
    ]);
  });

  test('has the hash of the configuration that the command has', async () => {
    const { app, web } = newProgram(tools);
    newRegistry(tools, web, 'closed1', { publicNetworkAccessEnabled: false });
    tools.enforceAcrPolicy(app, { report: true });
    quietly(synthOf(app));

    const { stdout } = await acrPolicy(['check', app.outdir, '-f', 'sarif']);

    const [run] = (JSON.parse(stdout) as Log).runs;
    expect(run?.properties).toMatchObject({
      configurationHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(runIn(app).properties).toEqual(run?.properties);
  });
});
