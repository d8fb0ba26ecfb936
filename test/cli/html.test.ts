import { createHash } from 'node:crypto';
import { acrPolicy, inFolder } from '../support/cli';
import { mixedReport } from '../support/mixed-report';

/** The rows under a heading, as the text of their cells. */
function rowsOf(page: string, heading: string): string[][] {
  const [, ...sections] = page.split(/<h2>/);
  const section = sections.find((each) => each.startsWith(heading)) ?? '';
  return [...section.matchAll(/<tr data-outcome="[^"]*">(.*)<\/tr>/g)].map(
    ([, row = '']) =>
      row.split('</td>').map((cell) =>
        cell
          .replaceAll(/<[^>]*>/g, ' ')
          .replaceAll(/\s+/g, ' ')
          .trim(),
      ),
  );
}

describe('html', () => {
  test('has every registry, violations, unknowns, exemptions and what ran', async () => {
    const page = await mixedReport('html');
    expect(page).toMatch(/^<!DOCTYPE html>/);
    expect(rowsOf(page, 'Registries')).toHaveLength(17);
    expect(rowsOf(page, 'Not readable')[0]?.[0]).toBe('broken.json');
    expect(rowsOf(page, 'Violations').map(([address]) => address)).toContain(
      'azurerm_container_registry.open',
    );
    expect(rowsOf(page, 'Unknown')).not.toEqual([]);
    expect(rowsOf(page, 'Exemptions (')[0]?.slice(0, 8)).toEqual([
      'shop/azurerm_container_registry.acr',
      'Azure.ACR.Firewall',
      'shop/acr',
      'Public images, approved by the security board',
      '',
      '',
      '',
      'no end',
    ]);
    expect(page).toMatch(
      /<td>Azure\.ACR\.Firewall<\/td><td>mandatory<\/td><td>.*>NIST SP 800-53 Rev\. 5<\/a>: AC-4, SC-7,/,
    );
    expect(page).toMatch(/configuration: <code>[0-9a-f]{64}<\/code>/);
  });

  test('runs only its own style and script, and loads nothing', async () => {
    const page = await mixedReport('html');
    const [, policy = ''] =
      /Content-Security-Policy" content="([^"]*)"/.exec(page) ?? [];
    expect(policy).toMatch(/^default-src 'none'; /);
    for (const element of ['style', 'script']) {
      const [, content = ''] =
        new RegExp(`<${element}>([^]*?)</${element}>`).exec(page) ?? [];
      const hash = createHash('sha256').update(content).digest('base64');
      expect(policy).toContain(`${element}-src 'sha256-${hash}'`);
    }
    expect(page).not.toMatch(/ (?:src|style|on\w+)=/);
  });

  test('a name can not add markup', async () => {
    const files = {
      '<script>alert(1)<.json': {
        resource: {
          azurerm_container_registry: {
            '"><img src=x onerror=alert(1)>': { sku: 'Premium' },
          },
        },
      },
    };
    await inFolder(files, async (cwd) => {
      const args = ['check', '.', '-f', 'html'];
      const { stdout } = await acrPolicy(args, { cwd });
      expect(stdout).not.toContain('<img');
      expect(stdout.match(/<script>/g)).toHaveLength(1);
    });
  });
});
