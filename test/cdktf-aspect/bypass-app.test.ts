import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type * as cdktf from 'cdktf';
import {
  errorOf,
  libraryNames,
  newRegistry,
  newStack,
  toolkit,
  verdictsBelow,
} from '../support/cdktf';
import type { Toolkit } from '../support/cdktf';
import {
  fileOf,
  inAspect,
  inCustomSynthesis,
  inValidation,
  newProgram,
  reopen,
  wrapRendering,
} from '../support/cdktf-tampering';
import type { Program } from '../support/cdktf-tampering';

const opening = 'accepts connections from any network';

const messageOf = ({ app }: Program) =>
  errorOf(() => {
    app.synth();
  })?.message;

interface ManifestFile {
  readonly stacks: Readonly<
    Record<
      string,
      {
        readonly annotations: readonly {
          readonly level: string;
          readonly constructPath: string;
          readonly message: string;
        }[];
      }
    >
  >;
}

/** The annotations in the manifest of the tampered stack: `['@cdktf/error web/acr']` */
function notedOf({ app }: Program, text = opening): string[] {
  const file = join(app.outdir, 'manifest.json');
  const { stacks } = JSON.parse(readFileSync(file, 'utf8')) as ManifestFile;
  const { annotations = [] } = stacks['web'] ?? {};
  return annotations
    .filter(({ message }) => message.includes(text))
    .map(({ level, constructPath }) => `${level} ${constructPath}`);
}

const apps: readonly {
  readonly what: string;
  readonly appOf: (tools: Toolkit) => typeof cdktf.App;
}[] = [
  {
    what: 'makes a stack while it is synthesized',
    appOf: (tools) =>
      class extends tools.App {
        override synth() {
          newRegistry(tools, newStack(tools, this, 'late'), 'open');
          super.synth();
        }
      },
  },
  {
    what: 'makes a stack whose rendering is wrapped',
    appOf: (tools) =>
      class extends tools.App {
        override synth() {
          const late = newStack(tools, this, 'late');
          tools.Aspects.of(late).add({
            visit: (construct) => {
              if (construct === late) wrapRendering(late);
            },
          });
          super.synth();
        }
      },
  },
  {
    what: 'writes over a file when all is written',
    appOf: (tools) =>
      class extends tools.App {
        override synth() {
          super.synth();
          reopen({ app: this });
        }
      },
  },
  {
    what: 'swallows what a synthesis throws',
    appOf: (tools) =>
      class extends tools.App {
        override synth() {
          newRegistry(tools, newStack(tools, this, 'late'), 'open');
          errorOf(() => {
            super.synth();
          });
        }
      },
  },
  {
    what: 'synthesizes its stacks in a way of its own',
    appOf: (tools) =>
      class extends tools.App {
        override synth() {
          const { outdir, manifest } = this;
          for (const stack of this.node.children) {
            if (!tools.TerraformStack.isStack(stack)) continue;
            stack.prepareStack();
            wrapRendering(stack);
            stack.synthesizer.synthesize({ outdir, manifest });
          }
          manifest.writeToFile();
        }
      },
  },
];

/** If the libraries' command line continues after errors, it reads them from the manifest. */
const notices: readonly {
  readonly situation: string;
  readonly arrange: (program: Program) => unknown;
}[] = [
  {
    situation: 'a stack is written over by a later one',
    arrange: (program) => {
      inAspect(program, program.api, () => {
        reopen(program);
      });
    },
  },
  {
    situation: 'a validation of the App writes over a stack',
    arrange: (program) => {
      inValidation(program.app, () => {
        reopen(program);
      });
    },
  },
  {
    situation: 'a later stack empties what is noted',
    arrange: (program) => {
      wrapRendering(program.web);
      inAspect(program, program.api, () => {
        const entry = program.app.manifest.stacks['web'] ?? {};
        Object.assign(entry, { annotations: [] });
      });
    },
  },
  {
    situation: 'a validation of the App empties what is noted',
    arrange: (program) => {
      wrapRendering(program.web);
      inValidation(program.app, () => {
        const entry = program.app.manifest.stacks['web'] ?? {};
        Object.assign(entry, { annotations: [] });
      });
    },
  },
];

/** Files in a stack's directory that Terraform reads and a check of the JSON does not. */
const unread: readonly {
  readonly situation: string;
  readonly file: string;
  readonly arrange: (program: Program) => unknown;
}[] = [
  {
    situation: 'a custom synthesis writes HCL beside it',
    file: 'extra.tf',
    arrange: ({ app, web }) => {
      inCustomSynthesis(web, () => {
        writeFileSync(
          join(dirname(fileOf(app.outdir, 'web')), 'extra.tf'),
          'resource "azurerm_container_registry" "open" {}',
        );
      });
    },
  },
  {
    situation: 'a validation of the App writes JSON that overrides it',
    file: 'cdk_override.tf.json',
    arrange: ({ app }) => {
      inValidation(app, () => {
        writeFileSync(
          join(dirname(fileOf(app.outdir, 'web')), 'cdk_override.tf.json'),
          '{}',
        );
      });
    },
  },
  {
    situation: 'its JSON has resources twice, of which Terraform reads both',
    file: 'cdk.tf.json',
    arrange: ({ app }) => {
      inValidation(app, () => {
        const text = '{"resource":{},"resource":{}}';
        writeFileSync(fileOf(app.outdir, 'web'), text);
      });
    },
  },
  {
    situation: 'its JSON is a list, which Terraform reads too',
    file: 'cdk.tf.json',
    arrange: ({ app }) => {
      inValidation(app, () => {
        writeFileSync(fileOf(app.outdir, 'web'), '[]');
      });
    },
  },
];

describe.each(libraryNames)('no way past enforceAcrPolicy on %s', (name) => {
  const tools = toolkit(name);

  test.each(apps)('by an App of its own that $what', ({ appOf }) => {
    expect(messageOf(newProgram(tools, appOf(tools)))).toContain(opening);
  });

  test('by a stack that is in the manifest alone', () => {
    const program = newProgram(tools);
    inCustomSynthesis(program.web, ({ manifest }) => {
      Object.assign(manifest.stacks, {
        ghost: { ...manifest.stacks['web'], name: 'ghost' },
      });
    });

    expect(messageOf(program)).toContain(
      '[ghost] manifest.json lists stack "ghost", which is not in this App',
    );
  });

  describe('with CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS', () => {
    beforeEach(() => {
      process.env['CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS'] = 'true';
    });
    afterEach(() => {
      delete process.env['CDKTF_CONTINUE_SYNTH_ON_ERROR_ANNOTATIONS'];
    });

    test.each(notices)('it is noted when $situation', ({ arrange }) => {
      const program = newProgram(tools);
      arrange(program);
      program.app.synth();

      expect(notedOf(program)).toEqual(['@cdktf/error web/acr']);
    });
  });

  describe.each(unread)('of a stack when $situation', ({ file, arrange }) => {
    const doubt = `${file} was not evaluated: Terraform loads it as part of stack "web"`;

    test('a warning says so', () => {
      const program = newProgram(tools);
      arrange(program);
      program.app.synth();

      expect(verdictsBelow(program.app, doubt)).toEqual(['warning web']);
      expect(notedOf(program, doubt)).toEqual(['@cdktf/warn web']);
    });

    test('unknown: "error" blocks', () => {
      const program = newProgram(tools, tools.App, { unknown: 'error' });
      arrange(program);

      expect(messageOf(program)).toContain(`[web] ${doubt}`);
    });

    test('unknown: "ignore" says nothing', () => {
      const program = newProgram(tools, tools.App, { unknown: 'ignore' });
      arrange(program);
      program.app.synth();

      expect(verdictsBelow(program.app, doubt)).toEqual([]);
    });
  });
});
