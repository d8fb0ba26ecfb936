'use strict';
// Writes the examples of a rule's page in further languages: Python and YAML from
// those in TypeScript, CDKTF from those in HCL.
const { runInNewContext } = require('node:vm');
const { parse } = require('@cdktf/hcl2json');
const { stringify } = require('yaml');

/** Where derived examples go: after the hand-written ones that they come from. */
const derivations = [
  {
    heading: 'Pulumi azure-native',
    marker: 'Python and YAML',
    derive: (examples) => [pythonSection(examples), yamlSection(examples)],
  },
  {
    heading: 'Terraform azurerm',
    marker: 'CDKTF',
    derive: async (examples) => [await cdktfSection(examples)],
  },
];

/** A page with its derived examples, as it should be. */
async function withDerivedExamples(page) {
  let result = page;
  for (const { heading, marker, derive } of derivations) {
    const section = sectionOf(result, heading);
    if (section === undefined) continue;
    const written = section.replace(blockBetween(marker), '').trimEnd();
    const examples = [
      ...written.matchAll(
        /^(Fails|Passes|Unknown):\n\n```\w+\n([\s\S]*?)^```$/gm,
      ),
    ].map(([, label, code]) => ({ label, code }));
    const derived = (await derive(examples)).join('\n\n');
    result = result.replace(
      section,
      () =>
        `${written}\n\n<!-- begin ${marker} -->\n\n${derived}\n\n<!-- end ${marker} -->\n\n`,
    );
  }
  return result;
}

/** From a heading to the next one of its level or above. */
function sectionOf(page, heading) {
  const start = page.indexOf(`### ${heading}\n`);
  if (start < 0) return undefined;
  const rest = page.slice(start + 3);
  const next = /^##{1,2} /m.exec(rest);
  return page.slice(
    start,
    next === null ? page.length : start + 3 + next.index,
  );
}

function blockBetween(marker) {
  return new RegExp(`<!-- begin ${marker} -->[\\s\\S]*<!-- end ${marker} -->`);
}

/** What an expression of a program refers to: `group.name`. */
class Reference {
  constructor(path) {
    this.path = path;
  }
}

/** Runs a program of Pulumi's and returns the resources that it declares. */
function resourcesOf(code) {
  const resources = [];
  const modules = (name) =>
    new Proxy(
      {},
      {
        get: (_, type) =>
          function Resource(logicalName, args) {
            resources.push({ module: name, type, name: logicalName, args });
            return new Proxy(
              {},
              {
                get: (__, property) =>
                  new Reference(`${logicalName}.${property}`),
              },
            );
          },
      },
    );
  runInNewContext(code, {
    containerregistry: modules('containerregistry'),
    network: modules('network'),
    group: { name: new Reference('group.name') },
    subnet: { id: new Reference('subnet.id') },
  });
  return resources;
}

function pythonSection(examples) {
  const programs = examples.map(({ label, code }) =>
    [
      `# ${label}`,
      ...commentsIn(code),
      resourcesOf(code).map(toPython).join('\n\n'),
    ].join('\n'),
  );
  return `#### Python\n\n\`\`\`python\n${programs.join('\n\n')}\n\`\`\``;
}

function toPython({ module, type, name, args }, _, resources) {
  const isUsed = JSON.stringify(resources).includes(`"path":"${name}.`);
  const entries = Object.entries(args).map(
    ([key, value]) =>
      `${snakeCase(key)}=${printed(python, value, 4, key.length + 1)}`,
  );
  return [
    `${isUsed ? `${snakeCase(name)} = ` : ''}${module}.${type}(`,
    ...[JSON.stringify(name), ...entries].map((line) => `    ${line},`),
    ')',
  ].join('\n');
}

function yamlSection(examples) {
  const programs = examples.map(({ label, code }) => {
    const resources = resourcesOf(code).map(({ module, type, name, args }) => [
      name,
      {
        type: `${packageOf(code, module)}:${module}:${type}`,
        properties: toYaml(args),
      },
    ]);
    const text = stringify({ resources: Object.fromEntries(resources) });
    const head = [`# ${label}`, ...commentsIn(code)].join('\n');
    return `\`\`\`yaml\n${head}\n${text}\`\`\``;
  });
  return `#### YAML\n\n${programs.join('\n\n')}`;
}

/** The comments of a program, in Python and YAML. */
function commentsIn(code) {
  return [...code.matchAll(/^\/\/ (.*)$/gm)].map(([, text]) => `# ${text}`);
}

/** The package of a module: azure-native, or one that the program generates for an API version. */
function packageOf(code, module) {
  const [, version] =
    new RegExp(`pulumi package add azure-native ${module} (\\S+)`).exec(code) ??
    [];
  return version === undefined
    ? 'azure-native'
    : `azure-native_${module}_v${version.replaceAll('-', '')}`;
}

/** A value of YAML with references as Pulumi writes them. */
function toYaml(value) {
  if (value instanceof Reference) return `\${${value.path}}`;
  if (Array.isArray(value)) return value.map(toYaml);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, toYaml(each)]),
  );
}

async function cdktfSection(examples) {
  const programs = [];
  for (const { label, code } of examples) {
    const { resource } = await parse('main.tf', code);
    const constructs = Object.entries(resource).flatMap(([type, blocks]) =>
      Object.entries(blocks).map(([name, [block]]) =>
        toConstruct(type, name, block, code),
      ),
    );
    programs.push(`// ${label}\n${constructs.join('\n\n')}`);
  }
  return `#### CDKTF\n\n\`\`\`ts\n${programs.join('\n\n')}\n\`\`\``;
}

/** A block as a construct of the library's generated bindings. */
function toConstruct(type, name, block, code) {
  const isUsed = code.includes(`${type}.${name}.`);
  const words = type.replace(/^azurerm_/, '');
  const className = camelCase(`_${words}`);
  const config = printed(typescript, toConfig(block, code), 0, 80);
  return `${isUsed ? `const ${camelCase(name)} = ` : ''}new ${className}(this, '${name}', ${config});`;
}

/** Bindings have one object for a block that can't be repeated. */
const singleBlocks = new Set(['identity', 'private_service_connection']);

/** A block as an object of the bindings, in the order of the source: the parser sorts names. */
function toConfig(block, code) {
  const position = (key) => code.search(new RegExp(`\\b${key}\\b`));
  return Object.fromEntries(
    Object.entries(block)
      .sort(([a], [b]) => position(a) - position(b))
      .map(([key, value]) => [
        camelCase(key),
        toConfigValue(singleBlocks.has(key) ? value[0] : value, code),
      ]),
  );
}

function toConfigValue(value, code) {
  const [, name, attribute] =
    /^\$\{azurerm_\w+\.(\w+)\.(\w+)\}$/.exec(value) ?? [];
  if (name !== undefined) {
    return new Reference(`${camelCase(name)}.${camelCase(attribute)}`);
  }
  if (Array.isArray(value)) {
    return value.map((each) => toConfigValue(each, code));
  }
  return typeof value === 'object' && value !== null
    ? toConfig(value, code)
    : value;
}

const python = {
  text: (value) => JSON.stringify(value),
  boolean: (value) => (value ? 'True' : 'False'),
  key: (key) => JSON.stringify(snakeCase(key)),
  reference: (path) => path.split('.').map(snakeCase).join('.'),
  brackets: ['{', '}'],
  step: 4,
};

const typescript = {
  text: (value) => `'${value}'`,
  boolean: String,
  key: (key) => key,
  reference: (path) => path,
  brackets: ['{ ', ' }'],
  step: 2,
};

/** The longest line, as formatters of both languages have it. */
const width = 80;

/**
 * Prints a value in a language, on one line if it fits.
 *
 * @param indent the indentation of the line that it starts on
 * @param before the characters before it on that line
 */
function printed(language, value, indent, before) {
  if (value instanceof Reference) return language.reference(value.path);
  if (typeof value === 'boolean') return language.boolean(value);
  if (typeof value !== 'object') {
    return typeof value === 'string' ? language.text(value) : String(value);
  }
  const isArray = Array.isArray(value);
  const { step } = language;
  const entries = Object.entries(value);
  const lines = (depth) =>
    entries.map(([key, each]) => {
      const name = isArray ? '' : `${language.key(key)}: `;
      return `${name}${printed(language, each, depth, name.length)}`;
    });
  const [open, close] = isArray ? ['[', ']'] : language.brackets;
  const line = `${open}${lines(0).join(', ')}${close}`;
  if (!line.includes('\n') && indent + before + line.length + 1 <= width) {
    return line;
  }
  const inner = ' '.repeat(indent + step);
  return [
    open.trim(),
    ...lines(indent + step).map((each) => `${inner}${each},`),
    `${' '.repeat(indent)}${close.trim()}`,
  ].join('\n');
}

function snakeCase(name) {
  return name
    .replaceAll('-', '_')
    .replaceAll(
      /[A-Z]+(?![a-z])|[A-Z]/g,
      (letters, index) => `${index === 0 ? '' : '_'}${letters.toLowerCase()}`,
    );
}

function camelCase(name) {
  return name.replaceAll(/[_-](\w)/g, (_, letter) => letter.toUpperCase());
}

module.exports = { withDerivedExamples };
