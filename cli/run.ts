import { Command, CommanderError, Option } from 'commander';
import { rules as ownRules } from '../shared/rules';
import type { Rule } from '../shared/rules/types';
import { check } from './commands/check';
import type { CheckOptions } from './commands/check';
import { baseline } from './commands/baseline';
import type { BaselineOptions } from './commands/baseline';
import { convert } from './commands/convert';
import { explain } from './commands/explain';
import { listRules } from './commands/rules';
import { validateConfiguration } from './commands/validate';
import type { ValidateOptions } from './commands/validate';
import { UserError } from './errors';
import { exitCodes } from './exit-codes';
import type { ExitCode } from './exit-codes';
import { formatNames } from './formats/format';
import { collect, collectFormats, forbidRepeats } from './options';
import { addRemoved } from './removed';
import { packageVersion } from '../shared/reports/package-files';
import type { VariableSource } from './terraform-variables';
import { warn } from './terminal';
import type { Terminal } from './terminal';

/**
 * Runs the command line.
 *
 * @param args what follows the program's name
 * @returns what the process should end with; never rejects; errors are
 *   printed
 */
export async function run(
  args: readonly string[],
  terminal: Terminal,
  rules: readonly Rule[] = ownRules,
): Promise<ExitCode> {
  // Standard output may be closed early (`| head`), which is not an error.
  for (const stream of [terminal.stdout, terminal.stderr]) {
    stream.on('error', () => undefined);
  }
  let exitCode: ExitCode = exitCodes.compliant;
  const program = createProgram(terminal, rules, async (command) => {
    exitCode = await command;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // The parser has printed the error or the help.
    if (error instanceof CommanderError) {
      // Its help ends with the process's own code, which is set for the worst.
      return error.exitCode === 0 || args[0] === 'help'
        ? exitCodes.compliant
        : exitCodes.unusable;
    }
    const message = error instanceof Error ? error.message : String(error);
    // A configuration has one line for each thing that is wrong with it.
    if (error instanceof UserError) warn(terminal, ...message.split('\n'));
    else {
      warn(
        terminal,
        `failed: ${message}`,
        'This is a bug in azure-acr-policy-pack, not in your input. Nothing was approved.',
      );
    }
    return exitCodes.unusable;
  }
}

/** Takes the run of a command for its exit code. */
type Finish = (command: Promise<ExitCode>) => Promise<void>;

function createProgram(
  terminal: Terminal,
  rules: readonly Rule[],
  finish: Finish,
): Command {
  const program = new Command('acr-policy')
    .description(
      'Checks Azure Container Registries for open network access before they are deployed.',
    )
    .version(packageVersion())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.stdout.write(text),
      writeErr: (text) => terminal.stderr.write(text),
    })
    .showHelpAfterError('Run "acr-policy --help" for usage.')
    .addHelpText('after', exitCodeHelp);

  const checkCommand = program
    .command('check')
    .description('check all registries in files and directories')
    .argument(
      '<path...>',
      'files, directories to search, or - for standard input',
    )
    .addOption(
      new Option(
        '-f, --format <format>',
        'report format (default: "pretty"); may be repeated, with an --output for each',
      )
        .choices(formatNames)
        .argParser(collectFormats),
    )
    .option(
      '-o, --output <file>',
      'write the report to a file; FORMAT=FILE also sets the format and may be repeated',
      collect,
    )
    .option('-c, --config <file>', 'configuration file, YAML or JSON')
    .addOption(
      new Option(
        '--unknown <handling>',
        'effect of an unknown outcome (default: "warn")',
      ).choices(['warn', 'error', 'ignore']),
    )
    .addOption(
      new Option(
        '--fail-on <severity>',
        'also fail on advisory rules of this severity or higher',
      ).choices(['low', 'medium', 'high', 'critical']),
    )
    .option('--require-input', 'fail if there is nothing to check')
    .option(
      '--audit',
      'report everything, but exit with 0 for violations and unknowns',
    )
    .option('--quiet', 'print only what blocks and the summary')
    .addHelpText('after', checkHelp)
    .action((paths: string[], options: CheckOptions) =>
      finish(
        check(
          paths,
          { ...options, variableSources: checkVariables },
          terminal,
          rules,
        ),
      ),
    );
  const checkVariables = addInputOptions(checkCommand);

  const baselineCommand = program
    .command('baseline')
    .description('write an exemption for each violation that blocks')
    .argument('<path...>', 'as for check')
    .requiredOption('--reason <text>', 'why the violations are accepted')
    .option('--expires <date>', 'last day of the exemptions, YYYY-MM-DD')
    .option('--approved-by <name>', 'who approved them')
    .option('--ticket <id>', 'where the approval is recorded')
    .option('-c, --config <file>', 'configuration file, YAML or JSON')
    .option(
      '-o, --output <file>',
      'write to a new file instead of standard output',
    )
    .addOption(
      new Option(
        '--to <target>',
        "write in another entry point's format",
      ).choices(['pulumi']),
    )
    .action((paths: string[], options: BaselineOptions) =>
      finish(
        baseline(
          paths,
          { ...options, variableSources: baselineVariables },
          terminal,
          rules,
        ),
      ),
    );
  const baselineVariables = addInputOptions(baselineCommand);

  program
    .command('rules')
    .description('list the rules')
    .action(() => finish(listRules(terminal, rules)));

  program
    .command('explain')
    .description('print the documentation of a rule')
    .argument('<rule>', 'name or reference: Azure.ACR.Firewall, AZR-000402')
    .action((rule: string) => finish(explain(rule, terminal, rules)));

  const config = program
    .command('config')
    .description('validate or convert a configuration file');
  config
    .command('validate')
    .description('validate a configuration file')
    .argument('<file>', 'configuration file, YAML or JSON')
    .option('--pulumi', "the file is for Pulumi's --policy-pack-config")
    .action((file: string, options: ValidateOptions) =>
      finish(validateConfiguration(file, options, terminal, rules)),
    );
  config
    .command('convert')
    .description("print a configuration file in another entry point's format")
    .argument('<file>', 'configuration file, YAML or JSON')
    .addOption(
      new Option('--to <target>', 'the other entry point')
        .choices(['pulumi'])
        .makeOptionMandatory(),
    )
    .action((file: string) => finish(convert(file, terminal, rules)));

  addRemoved(program);
  forbidRepeats(program);
  return program;
}

/**
 * Adds the options that say how documents are evaluated.
 *
 * @returns the variables of Terraform that are set, filled while options are
 *   parsed: their order counts, across both options
 */
function addInputOptions(command: Command): readonly VariableSource[] {
  const variableSources: VariableSource[] = [];
  const sourcesOf = (option: VariableSource['option']) => (text: string) => {
    variableSources.push({ option, text });
    return text;
  };
  command
    .option(
      '-p, --parameters <source>',
      'parameters of ARM templates, a file or NAME=VALUE; may be repeated',
      collect,
    )
    .option(
      '--var <name=value>',
      'value of a Terraform variable; may be repeated',
      sourcesOf('var'),
    )
    .option(
      '--var-file <file>',
      'values of Terraform variables; may be repeated',
      sourcesOf('var-file'),
    )
    .option(
      '--use-defaults',
      'use the defaults of Terraform variables; implied by --var and --var-file',
    )
    .option('--no-bicep', 'ignore Bicep files and start no compiler');
  return variableSources;
}

const checkHelp = `
Input, recognized by content:
  cdktf.out, cdk.tf.json      output of CDKTF and CDKTN
  *.tf, *.tofu, *.tf.json     Terraform and OpenTofu configurations
  terraform show -json PLAN   Terraform plans
  pulumi preview --json       Pulumi previews
  pulumi stack export         Pulumi stacks
  main.json                   ARM templates, output of bicep build
  main.bicep, *.bicepparam    Bicep, if bicep or az is installed
  az acr list, az graph query existing registries

Examples:
  $ acr-policy check cdktf.out
  $ terraform show -json tfplan | acr-policy check -
  $ acr-policy check . --output sarif=acr-policy.sarif --output markdown=summary.md`;

const exitCodeHelp = `
Exit codes:
  ${exitCodes.compliant}  nothing blocks
  ${exitCodes.violations}  at least one finding blocks
  ${exitCodes.unusable}  wrong usage, or input that could not be read`;
