import { basename, dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { evaluate } from '../shared/engine/evaluate';
import { ExemptionTracker } from '../shared/engine/exemptions';
import { isGlobMatch } from '../shared/util/glob';
import type { Finding, Rule } from '../shared/rules/types';
import type { NotEvaluated } from '../shared/model/not-evaluated';
import type { Resource } from '../shared/model/resource';
import { reportName } from '../shared/reports/place';
import type { Place } from '../shared/reports/place';
import { isObject } from '../shared/model/value';
import type { Value } from '../shared/model/value';
import type { ModuleDirectory } from '../shared/terraform/module-directory';
import { isBicepFile } from './bicep/files';
import type { CheckConfiguration } from './configuration';
import { SyntaxFault, UserError } from './errors';
import type { Candidate } from './documents/find';
import { DirectoryCache } from './documents/directory';
import type { DeclaredResource } from './documents/document-type';
import { isParametersOf } from './documents/parameter-file';
import {
  isParameterFile,
  detectDocumentType,
} from './documents/document-types';
import { refusalOf } from './documents/refused-documents';
import { readDocument, readStream, standardInput } from './documents/read';
import type { Document } from './documents/read';
import { SourceLocator } from './place';
import type { RootVariables } from './terraform-variables';
import {
  addChildren,
  count,
  emptyTally,
  isReported,
  isUnknownBlocking,
} from './counts';
import type { ChildCounts, Counts } from './counts';

/** Options for evaluating documents. */
interface DocumentEvaluatorOptions {
  /** The folder that relative paths start from, and paths in reports. */
  readonly cwd: string;
  /** The absolute paths of all files that are checked in the run. */
  readonly selected: ReadonlySet<string>;
  readonly configuration: CheckConfiguration;
  readonly rules: readonly Rule[];
  /** Compiles a Bicep file. */
  readonly compileBicep: (file: string) => Document;
  /** The values of variables of Terraform. */
  readonly variables: RootVariables;
  /** Called with each module of which an instance is evaluated, and the directory of the root module. */
  readonly onCall: (module: ModuleDirectory, root: string) => void;
  /** Called with each file that a template links by `relativePath`, and the file that links it. */
  readonly onLink: (file: string, by: string) => void;
  /** The parameters of ARM templates. */
  readonly parameters?: Value;
  /** True to report every finding, not only those that need attention. */
  readonly reportsAll: boolean;
}

/** The results for one registry. */
export interface RegistryReport {
  /** The document, as reports name files. */
  readonly file: string;
  readonly resource: Resource;
  readonly findings: readonly Finding[];
  /** The position. */
  readonly place: () => Place;
}

/** Something in a document that was not evaluated. */
export interface NotEvaluatedReport extends NotEvaluated {
  /** The document, as reports name files. */
  readonly file: string;
  /** It makes the run end with exit code 1: unknowns do. */
  readonly blocks: boolean;
  /** The position; omitted for a document as a whole. */
  readonly place?: Place;
}

/** The numbers of what was evaluated in a document. */
interface Evaluated {
  readonly registries: number;
  readonly children: ChildCounts;
  readonly tally: Counts;
}

/** The result for a document. */
export interface DocumentReport {
  /** As reports name files. */
  readonly file: string;
  /** Left out where the document is none that can declare registries. */
  readonly evaluated?: Evaluated;
  /** Why it could not be read or understood. */
  readonly failure?: string;
  /** Parts that may declare or change registries and were not evaluated. */
  readonly notEvaluated: readonly NotEvaluatedReport[];
  /** Notes for the user. */
  readonly notices: readonly string[];
  /** Absolute paths of further files to check. */
  readonly follows: readonly string[];
}

/** Evaluates documents one by one, and yields the results for each registry. */
export class DocumentEvaluator {
  readonly #options: DocumentEvaluatorOptions;
  readonly #folders: DirectoryCache;
  readonly #exemptions: ExemptionTracker;
  /** The construct paths that exemptions rest on, and the block that each is of. */
  readonly #paths = new Map<string, string>();

  constructor(options: DocumentEvaluatorOptions) {
    this.#options = options;
    this.#folders = new DirectoryCache(options.selected);
    const { exemptions = [], now } = options.configuration;
    this.#exemptions = new ExemptionTracker(exemptions, now);
  }

  /** The names of the parameters that the ARM templates so far declare. */
  readonly templateParameters = new Set<string>();

  /** The state of the exemptions so far. */
  get exemptions(): ExemptionTracker {
    return this.#exemptions;
  }

  /** Evaluates a file. A file found by a search that can't declare registries is skipped. */
  evaluateFile({
    file,
    isNamed,
  }: Candidate): Generator<RegistryReport, DocumentReport> {
    const path = resolve(this.#options.cwd, file);
    const name = reportName(this.#options.cwd, path);
    return this.#report({ path, name, isNamed }, () =>
      isBicepFile(path) ? this.#options.compileBicep(path) : readDocument(path),
    );
  }

  /** Evaluates a document from a stream. */
  async evaluateStream(
    stream: Readable,
  ): Promise<Generator<RegistryReport, DocumentReport>> {
    const read = await readStream(stream);
    const subject = { path: standardInput, name: standardInput, isNamed: true };
    return this.#report(subject, read);
  }

  *#report(
    subject: Subject,
    read: () => Document,
  ): Generator<RegistryReport, DocumentReport> {
    const notices: string[] = [];
    const follows: string[] = [];
    const notEvaluated: NotEvaluatedReport[] = [];
    const report = { file: subject.name, notices, follows, notEvaluated };
    const { parameters, configuration, cwd } = this.#options;
    const blocks = isUnknownBlocking(configuration);
    const leaveOut = (reason: string) => {
      notEvaluated.push({ file: subject.name, address: '', reason, blocks });
    };
    try {
      const document = read();
      const kind = detectDocumentType(
        document.json,
        subject.path,
        document.text,
      );
      if (kind === undefined) {
        const refusal = refusalOf(document.json, document.text);
        if (subject.isNamed || !isParameterFile(document.json)) throw refusal;
        if (parameters === undefined && !this.#hasTemplate(subject)) {
          leaveOut(
            `no template takes these parameters by their name. Run: acr-policy check TEMPLATE --parameters ${subject.name}`,
          );
        }
        return report;
      }
      if (kind.takesParameters === true) {
        const { parameters: declared } = document.json;
        for (const name of isObject(declared) ? Object.keys(declared) : []) {
          this.templateParameters.add(name);
        }
      }
      const places = new SourceLocator(document, subject.name, cwd);
      const resources = kind.load()(document.json, {
        file: subject.path,
        name: subject.name,
        tree:
          subject.path !== standardInput && subject.name === subject.path
            ? dirname(subject.path)
            : cwd,
        text: document.text,
        variables: this.#options.variables,
        ...(parameters === undefined ? {} : { parameters }),
        directoryFiles: (isWanted) =>
          subject.path === standardInput
            ? []
            : this.#folders.siblingsOf(subject.path, isWanted),
        directoryNames: () =>
          subject.path === standardInput
            ? []
            : this.#folders.namesBeside(subject.path),
        inDirectory: (key, make) =>
          this.#folders.inDirectory(subject.path, key, make),
        modulesWithoutRegistries: configuration.modulesWithoutRegistries,
        onCall: (module) => {
          this.#options.onCall(module, dirname(subject.path));
        },
        onLink: this.#options.onLink,
        enqueue: (path) => {
          follows.push(resolve(dirname(subject.path), path));
        },
        notEvaluated: (entry) => {
          const { path } = entry;
          notEvaluated.push({
            ...entry,
            file: subject.name,
            blocks,
            ...(path === undefined ? {} : { place: places.at(path) }),
          });
        },
        warn: (message) => {
          notices.push(message);
        },
      });
      const { conflict, ...judged } = yield* this.#judge(
        resources,
        places,
        subject.name,
      );
      if (conflict !== undefined) {
        return { ...report, evaluated: judged, failure: conflict };
      }
      // What only leads to other documents is none itself.
      return follows.length > 0 ? report : { ...report, evaluated: judged };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const { message } = error;
      if (subject.isNamed || !(error instanceof SyntaxFault)) {
        return { ...report, failure: message };
      }
      // A folder may hold JSON of any shape.
      switch (error.inSearch) {
        case 'error':
          return { ...report, failure: message };
        case 'notEvaluated':
          leaveOut(`it ${message}`);
          return report;
        case 'ignored':
          return report;
      }
    }
  }

  /** Returns whether a template of the run takes the parameters of a file. */
  #hasTemplate({ path }: Subject): boolean {
    return this.#folders
      .namesBeside(path)
      .filter((template) => template !== basename(path))
      .filter((template) => isParametersOf(template, basename(path)))
      .some((name) => this.#options.selected.has(join(dirname(path), name)));
  }

  *#judge(
    resources: Iterable<DeclaredResource>,
    places: SourceLocator,
    file: string,
  ): Generator<RegistryReport, Evaluated & { conflict?: string | undefined }> {
    const { configuration, rules, reportsAll } = this.#options;
    const tally = emptyTally();
    const children: ChildCounts = {};
    let registries = 0;
    let conflict: string | undefined;
    for (const declared of resources) {
      const groups = evaluate(
        rules,
        declared.resource,
        declared.read,
        configuration,
      );
      for (const { resource, findings, isRegistry, kind } of groups) {
        if (isRegistry) registries++;
        if (kind !== undefined) addChildren(children, { [kind]: 1 });
        this.#exemptions.record(findings);
        conflict ??= this.#conflictOf(findings, file);
        const reported: Finding[] = [];
        for (const finding of findings) {
          count(tally, finding);
          if (reportsAll || isReported(finding)) reported.push(finding);
        }
        if (reported.length === 0) continue;
        const place = () => places.of(resource, declared);
        yield { file, resource, findings: reported, place };
      }
    }
    return { registries, children, tally, conflict };
  }

  /** An exemption that names a construct by its path is of one construct. */
  #conflictOf(group: readonly Finding[], file: string): string | undefined {
    for (const { exemption, resource } of group) {
      if (exemption?.state !== 'active') continue;
      const isMeant = (name: string) => isGlobMatch(exemption.resource, name);
      const path = (resource.aliases ?? []).find(isMeant);
      if (path === undefined || isMeant(resource.address)) continue;
      const block = `${resource.address} in ${file}`;
      const other = this.#paths.get(path);
      if (other !== undefined && other !== block) {
        return `has a second construct "${path}", which an exemption names: ${resource.address}, beside ${other}. Name one of them by its address`;
      }
      this.#paths.set(path, block);
    }
    return undefined;
  }
}

/** The known facts about a document before it is read. */
interface Subject {
  readonly path: string;
  readonly name: string;
  readonly isNamed: boolean;
}
