import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { App } from 'cdktf';
import {
  errorOf,
  libraryNames,
  newApp,
  newRegistry,
  newStack,
  toolkit,
} from '../support/cdktf';
import { synthOf } from '../support/cdktf-final-state';

describe.each(libraryNames)('what the policy reports with %s', (name) => {
  const tools = toolkit(name);

  const program = () => {
    const app = newApp(tools);
    return { app, web: newStack(tools, app, 'web') };
  };

  /** Synthesizes; returns what is printed and what is thrown. */
  const run = (app: App) => {
    const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const error = errorOf(synthOf(app));
    const printed = write.mock.calls.map(([text]) => String(text)).join('');
    write.mockRestore();
    return { error, printed };
  };

  const messagesOn = (app: App, type: string) =>
    app.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter((entry) => entry.type === type)
      .map(({ data }) => String(data));

  const admin = { adminEnabled: true, publicNetworkAccessEnabled: false };

  test('an open registry is an error of three lines, and a closed one prints nothing', () => {
    const { app, web } = program();
    newRegistry(tools, web, 'open1');
    newRegistry(tools, web, 'closed1', { publicNetworkAccessEnabled: false });
    tools.enforceAcrPolicy(app);

    const { error, printed } = run(app);

    const lines = error?.message.trimEnd().split('\n') ?? [];
    expect(lines).toEqual([
      'Encountered Annotations with level "ERROR":',
      expect.stringMatching(/^\[web\/open1\] Container registry "open1" /),
      expect.stringMatching(/^Fix: /),
      expect.stringMatching(/^Declared at .* More: /),
    ]);
    expect(printed).toBe('');
  });

  test('a registry that is exempt from several rules is one info, and one printed line', () => {
    const { app, web } = program();
    newRegistry(tools, web, 'my-acr', { adminEnabled: true });
    const reason = 'Public images';
    tools.enforceAcrPolicy(app, {
      exemptions: [{ resource: 'web/*', reason }],
    });

    const { error, printed } = run(app);

    expect(error).toBeNull();
    const line = `Container registry "my-acr" is exempt from Azure.ACR.Firewall, Azure.ACR.AdminUser, Azure.ACR.Name: "${reason}".`;
    const [message = '', ...others] = messagesOn(app, '@cdktf/info');
    expect(others).toEqual([]);
    expect(message.split('\n')).toEqual([
      expect.any(String),
      expect.stringMatching(/^Declared at /),
    ]);
    const sorted = (text = '') => text.split(/[ ,:]+/).sort();
    expect(sorted(message.split('\n')[0])).toEqual(sorted(line));
    expect(printed).toMatch(/^info: \[web\/my-acr\] .*Public images.*\n$/);
  });

  test('one warning for a registry, with a line for each rule', () => {
    const { app, web } = program();
    newRegistry(tools, web, 'my-acr', admin);
    tools.enforceAcrPolicy(app);

    const { error, printed } = run(app);

    expect(error).toBeNull();
    const [message = '', ...others] = messagesOn(app, '@cdktf/warn');
    expect(others).toEqual([]);
    expect(message.split('\n')).toEqual([
      'Container registry "my-acr":',
      expect.stringMatching(/^Azure\.ACR\.AdminUser \(\w+\): .* Fix: set /),
      expect.stringMatching(/^Azure\.ACR\.Name \(\w+\): .* Fix: /),
      expect.stringMatching(/^Declared at \S+:\d+ as web\/my-acr\.$/),
    ]);
    expect(printed).toMatch(
      /^warning: \[web\/my-acr\] Azure\.ACR\.AdminUser \(\w+\): adminEnabled is true: set adminEnabled: false; Azure\.ACR\.Name \(\w+\): name "my-acr" is not valid: use 5 to 50 letters and digits\. Declared .*\n$/,
    );
  });

  test('nothing about a registry that complies', () => {
    const { app, web } = program();
    newRegistry(tools, web, 'closed', { publicNetworkAccessEnabled: false });
    tools.enforceAcrPolicy(app);

    expect(run(app)).toEqual({ error: null, printed: '' });
    expect(messagesOn(app, '@cdktf/warn')).toEqual([]);
  });

  test('violations on standard error under the preset audit', () => {
    const { app, web } = program();
    newRegistry(tools, web, 'open');
    tools.enforceAcrPolicy(app, { preset: 'audit' });

    const { error, printed } = run(app);

    expect(error).toBeNull();
    expect(printed).toMatch(
      /^warning: \[web\/open\] Azure\.ACR\.Firewall \(high\): .*Declared at .*\n$/,
    );
  });

  test('warnings of the aspect on standard error', () => {
    const { app, web } = program();
    newRegistry(tools, web, 'admin', admin);
    tools.Aspects.of(web).add(new tools.AcrPolicyAspect());

    expect(run(app).printed).toMatch(/^warning: \[web\/admin\] .*\n$/);
  });

  test('a violation in three lines, before the warnings', () => {
    const { app, web } = program();
    newRegistry(tools, web, 'admin', admin);
    newRegistry(tools, web, 'open', { adminEnabled: true });
    tools.enforceAcrPolicy(app);

    const { error, printed } = run(app);

    expect(printed).toBe('');
    expect(error?.message.trimEnd().split('\n')).toEqual([
      'Encountered Annotations with level "ERROR":',
      expect.stringMatching(/^\[web\/open\] Container registry "open" accepts/),
      expect.stringMatching(/^Fix: set /),
      expect.stringMatching(
        /^Declared at \S+ as web\/open\. More: acr-policy /,
      ),
      '',
      expect.stringMatching(/^warning: \[web\/admin\] Azure\.ACR\.AdminUser /),
      expect.stringMatching(/^warning: \[web\/open\] Azure\.ACR\.AdminUser /),
    ]);
  });

  test('errors first in the manifest and on standard error if a synthesis continues', () => {
    const { app, web } = program();
    newRegistry(tools, web, 'admin', admin);
    newRegistry(tools, web, 'open');
    Object.assign(web.synthesizer, { continueOnErrorAnnotations: true });
    tools.enforceAcrPolicy(app);

    const { printed } = run(app);

    expect(printed.split('\n').map((line) => line.slice(0, 20))).toEqual([
      'error: [web/open] Co',
      'warning: [web/admin]',
      'warning: [web/open] ',
      '',
    ]);
    const { stacks } = JSON.parse(
      readFileSync(join(app.outdir, 'manifest.json'), 'utf8'),
    ) as { stacks: { web: { annotations: { level: string }[] } } };
    expect(stacks.web.annotations.map(({ level }) => level)).toEqual([
      '@cdktf/error',
      '@cdktf/warn',
      '@cdktf/warn',
    ]);
  });
});
