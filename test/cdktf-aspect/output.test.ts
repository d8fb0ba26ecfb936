import {
  annotationsBelow,
  blockedBy,
  errorOf,
  libraryNames,
  newRegistry,
  newStack,
  outputOf,
  toolkit,
  verdictsBelow,
} from '../support/cdktf';
import { newProgram, synthOf } from '../support/cdktf-final-state';

describe.each(libraryNames)(
  'what enforceAcrPolicy finds in the output of %s',
  (name) => {
    const tools = toolkit(name);
    const { Lazy } = tools;

    test('a token that changes its mind', () => {
      const { app, web } = newProgram(tools);
      let isOpen = false;
      newRegistry(tools, web, 'fickle', {
        publicNetworkAccessEnabled: Lazy.anyValue({ produce: () => isOpen }),
      });
      tools.enforceAcrPolicy(app);
      const toTerraform = web.toTerraform.bind(web);
      web.toTerraform = () => {
        isOpen = true;
        return toTerraform() as object;
      };

      expect(blockedBy(synthOf(app))).toEqual(['web/fickle']);
    });

    test('a stack that renders in a way of its own', () => {
      const { app, web } = newProgram(tools);
      newRegistry(tools, web, 'closed', { publicNetworkAccessEnabled: false });
      const toTerraform = web.toTerraform.bind(web);
      web.toTerraform = () => ({
        ...(toTerraform() as object),
        resource: { azurerm_container_registry: { own: { sku: 'Premium' } } },
      });
      tools.enforceAcrPolicy(app);

      expect(blockedBy(synthOf(app))).toEqual(['web']);
    });

    test('a synthesizer of its own that writes and calls nobody', () => {
      const { app, web } = newProgram(tools);
      newRegistry(tools, web, 'open');
      web.synthesizer = { synthesize: () => undefined };
      tools.enforceAcrPolicy(app);

      expect(blockedBy(synthOf(app))).toEqual(['web/open']);
    });

    test("an error that someone else's note says in the same words", () => {
      const message = (note?: string) => {
        const { app, web } = newProgram(tools);
        const open = newRegistry(tools, web, 'noted');
        if (note !== undefined) tools.Annotations.of(open).addInfo(note);
        tools.enforceAcrPolicy(app);
        const error = errorOf(synthOf(app));
        return { error, said: annotationsBelow(app) };
      };
      const [found] = message().said;

      const { error, said } = message(found?.message);

      expect(error?.message).toContain(found?.message);
      expect(said.map(({ level }) => level)).toEqual(['info', 'error']);
    });

    test("an error beside someone else's on the same registry", () => {
      const { app, web } = newProgram(tools);
      const open = newRegistry(tools, web, 'noted');
      tools.Annotations.of(open).addError('Azure.ACR.Firewall is dull');
      tools.enforceAcrPolicy(app);

      expect(errorOf(synthOf(app))?.message).toContain('accepts connections');
      expect(verdictsBelow(app)).toEqual([
        'error web/noted',
        'error web/noted',
      ]);
    });

    test('nothing of a stack that the App does not write', () => {
      const { app, web } = newProgram(tools);
      newRegistry(tools, newStack(tools, app, 'unwritten'), 'open');
      app.synth = () => {
        const { outdir, manifest } = app;
        web.synthesizer.synthesize({ outdir, manifest, skipValidation: true });
      };
      tools.enforceAcrPolicy(app);

      app.synth();

      expect(verdictsBelow(app)).toEqual([]);
    });

    test('nothing twice that an annotation says already', () => {
      const { app, web } = newProgram(tools);
      newRegistry(tools, web, 'warned', { sku: '${var.sku}' });
      tools.enforceAcrPolicy(app);

      app.synth();

      expect(verdictsBelow(app)).toEqual(['warning web/warned']);
      expect(outputOf(app, 'web')).toMatchObject({
        resource: { azurerm_container_registry: { warned: {} } },
      });
    });
  },
);
