import type { Log } from 'sarif';
import { acrPolicy, inFolder } from '../cli';
import type { JsonReport } from '../cli';
import type { Message, Section } from './section';

/** A run with findings of every kind, as each format says it. */
async function reportMessages(): Promise<Message[]> {
  const files = {
    'main.ts': '',
    'out/cdk.tf.json': {
      resource: {
        azurerm_container_registry: {
          closed: {
            sku: 'Premium',
            public_network_access_enabled: '${var.open}',
          },
          open: {
            sku: 'Premium',
            '//': {
              metadata: {
                path: 'shop/open',
                stackTrace: ['new Shop (main.ts:12:5)'],
              },
            },
          },
          public: { sku: 'Premium' },
        },
      },
    },
    'broken.json': '{ "resource": ',
    'policy.yaml': `rules:
  Azure.ACR.GeoReplica: disabled
  Azure.ACR.Quarantine: disabled
  Azure.ACR.Retention: disabled
exemptions:
  - { resource: "*.public", reason: "Public images, approved by the security board" }
  - { resource: "*.closed", rules: [Azure.ACR.AdminUser], reason: "An old agent" }
  - { resource: "*.gone", reason: "A registry that is gone" }
  - { resource: shop/open, reason: "The old shop", expires: 2020-02-29 }
`,
  };
  return inFolder(files, async (cwd) => {
    const messages: Message[] = [];
    for (const format of ['pretty', 'github', 'junit', 'json', 'sarif']) {
      const { stdout } = await acrPolicy(
        ['check', 'out', 'broken.json', '-c', 'policy.yaml', '-f', format],
        { cwd },
      );
      messages.push({ when: `\`${format}\``, says: excerptOf(format, stdout) });
    }
    return messages;
  });
}

/** Of a report for programs, what is there for people. */
function excerptOf(format: string, report: string): string {
  if (format === 'json') {
    const [unknown] = (JSON.parse(report) as JsonReport).findings.filter(
      ({ outcome }) => outcome === 'unknown',
    );
    return JSON.stringify(unknown, null, 2);
  }
  if (format === 'sarif') {
    const [run] = (JSON.parse(report) as Log).runs;
    return JSON.stringify(
      run?.results?.find(({ relatedLocations }) => relatedLocations)
        ?.relatedLocations,
      null,
      2,
    );
  }
  // Of the other rules there is nothing else to see.
  return format === 'junit'
    ? report
        .replaceAll(
          /<testcase(?!.*(Firewall|can be read))[^]*?<\/testcase>\n/g,
          '',
        )
        .trim()
    : report
        .split('\n')
        .filter((line) => format === 'pretty' || !line.includes('ExportPolicy'))
        .join('\n')
        .trim();
}

/** One run, as each format reports it. */
export async function sectionsOfReports(): Promise<Section[]> {
  return [
    {
      title: 'The command: reports',
      about:
        'One run, in each format. Of `json` one finding, of `sarif` the words that are nowhere else.',
      messages: await reportMessages(),
    },
  ];
}
