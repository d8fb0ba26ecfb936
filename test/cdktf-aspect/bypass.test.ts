import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type * as cdktf from 'cdktf';
import {
  errorOf,
  libraryNames,
  newRegistry,
  temporaryFolder,
  toolkit,
} from '../support/cdktf';
import {
  fileOf,
  followedBy,
  inAspect,
  inCustomSynthesis,
  inValidation,
  newProgram,
  openRegistry,
  reopen,
  wrapRendering,
} from '../support/cdktf-tampering';
import type { Program } from '../support/cdktf-tampering';

type LibrarySynthesizer = new (
  stack: cdktf.TerraformStack,
) => cdktf.IStackSynthesizer & { stack: cdktf.TerraformStack };

const situations: readonly {
  readonly situation: string;
  readonly arrange: (program: Program) => unknown;
}[] = [
  {
    situation: 'an aspect wraps the rendering of its stack',
    arrange: (program) => {
      inAspect(program, program.web, () => {
        wrapRendering(program.web);
      });
    },
  },
  {
    situation:
      "a synthesizer that bears the name of the library's renders something else",
    arrange: ({ web }) => {
      const Library = web.synthesizer.constructor as LibrarySynthesizer;
      class StackSynthesizer extends Library {
        override synthesize(session: cdktf.ISynthesisSession) {
          wrapRendering(this.stack);
          super.synthesize(session);
        }
      }
      web.synthesizer = new StackSynthesizer(web);
    },
  },
  {
    situation: "a synthesizer around the library's writes over the file",
    arrange: (program) => {
      const { web } = program;
      web.synthesizer = followedBy(web.synthesizer, () => {
        reopen(program);
      });
    },
  },
  {
    situation: 'an aspect on a later stack writes over the file',
    arrange: (program) => {
      inAspect(program, program.api, () => {
        reopen(program);
      });
    },
  },
  {
    situation: 'a validation of a later stack writes over the file',
    arrange: (program) => {
      inValidation(program.api, () => {
        reopen(program);
      });
    },
  },
  {
    situation: 'the custom synthesis of a later stack writes over the file',
    arrange: (program) => {
      inCustomSynthesis(program.api, () => {
        reopen(program);
      });
    },
  },
  {
    situation: 'a validation of the App writes over the file',
    arrange: (program) => {
      inValidation(program.app, () => {
        reopen(program);
      });
    },
  },
  {
    situation: 'a validation of the App writes as many bytes at once',
    arrange: (program) => {
      const { app, api } = program;
      api.synthesizer = {
        synthesize: ({ manifest }) => {
          const file = join(
            app.outdir,
            manifest.forStack(api).synthesizedStackPath,
          );
          mkdirSync(dirname(file));
          const size = JSON.stringify(openRegistry).length;
          writeFileSync(file, '{}'.padEnd(size));
        },
      };
      inValidation(app, () => {
        reopen(program, 'api');
      });
    },
  },
  {
    situation: 'an aspect puts another synthesizer on a later stack',
    arrange: (program) => {
      const { api, web } = program;
      const own = api.synthesizer;
      inAspect(program, web, () => {
        api.synthesizer = followedBy(own, () => {
          reopen(program, 'api');
        });
      });
    },
  },
  {
    situation:
      'an aspect puts a synthesizer on a later stack that the manifest knows nothing of',
    arrange: (program) => {
      const { tools, api, web } = program;
      newRegistry(tools, api, 'open');
      inAspect(program, web, () => {
        api.synthesizer = { synthesize: () => undefined };
      });
    },
  },
  {
    situation: 'a stack whose synthesizer can not be replaced',
    arrange: (program) => {
      const { api } = program;
      const synthesizer = followedBy(api.synthesizer, () => {
        reopen(program, 'api');
      });
      Object.defineProperty(api, 'synthesizer', {
        get: () => synthesizer,
        set: () => undefined,
      });
    },
  },
  {
    situation: 'an aspect takes a stack that is written already out of the App',
    arrange: (program) => {
      inAspect(program, program.api, () => {
        program.app.node.tryRemoveChild('web');
        reopen(program);
      });
    },
  },
  {
    situation: 'an aspect names another file in the manifest',
    arrange: (program) => {
      const { app, api } = program;
      inAspect(program, api, () => {
        const other = join(app.outdir, 'other.tf.json');
        writeFileSync(other, JSON.stringify(openRegistry));
        const entry = app.manifest.stacks['web'] ?? {};
        Object.assign(entry, { synthesizedStackPath: 'other.tf.json' });
      });
    },
  },
  {
    situation: 'an aspect changes where the App says that it writes to',
    arrange: (program) => {
      const { app, api } = program;
      inAspect(program, api, () => {
        reopen(program);
        Object.assign(app, { outdir: temporaryFolder() });
      });
    },
  },
  {
    situation: 'a custom synthesis changes where the stack is written to',
    arrange: ({ app, web }) => {
      inCustomSynthesis(web, (session) => {
        const outdir = temporaryFolder();
        for (const { id } of app.node.children.map(({ node }) => node)) {
          mkdirSync(dirname(fileOf(outdir, id)), { recursive: true });
        }
        Object.assign(session, { outdir });
        wrapRendering(web);
      });
    },
  },
  {
    situation: 'what is rendered tells itself how it is written',
    arrange: ({ web }) => {
      const render = web.toTerraform.bind(web);
      web.toTerraform = () => ({
        ...(render() as object),
        toJSON: () => openRegistry,
      });
    },
  },
  {
    situation:
      'an element makes the error annotation itself, when none counts any more',
    arrange: (program) => {
      const { tools, app, web } = program;
      const registry = newRegistry(tools, web, 'open');
      errorOf(() => {
        app.synth();
      });
      const said = registry.node.metadata.filter(
        ({ type }) => type === '@cdktf/error',
      );
      const texts = said.map(({ data }) => String(data));
      const render = web.toTerraform.bind(web);
      web.toTerraform = () => {
        for (const text of texts)
          registry.node.addMetadata('@cdktf/error', text);
        return render() as object;
      };
    },
  },
];

describe.each(libraryNames)('no way past enforceAcrPolicy on %s', (name) => {
  const tools = toolkit(name);
  const opening = 'accepts connections from any network';

  const messageOf = ({ app }: Program) =>
    errorOf(() => {
      app.synth();
    })?.message;

  test.each(situations)('$situation', ({ arrange }) => {
    const program = newProgram(tools);
    arrange(program);

    expect(messageOf(program)).toContain(opening);
  });

  test('the program of these rows complies', () => {
    expect(messageOf(newProgram(tools))).toBeUndefined();
  });
});
