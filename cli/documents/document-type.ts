import type { JsonObject, JsonPath } from '../../shared/json/json';
import type { Declaration } from '../../shared/model/declaration';
import type { ReportNotEvaluated } from '../../shared/model/not-evaluated';
import type { Resource } from '../../shared/model/resource';
import type { Value } from '../../shared/model/value';
import type { ModuleDirectory } from '../../shared/terraform/module-directory';
import type { WrittenPlace } from '../../shared/terraform/module-files';
import type { RootVariables } from '../terraform-variables';
import type { SourcePlace } from './stack-trace';

/** One resource of a document that may declare registries. */
export interface DeclaredResource {
  readonly resource: Resource;
  /** Finds the registries in it. */
  readonly read: () => readonly Declaration[];
  /** The names and indexes from the document down to it. */
  readonly path: JsonPath;
  /** It is an ARM template: places in it go on from here. */
  readonly isTemplate?: true;
  /** The source position of its declaration, if the document has it. */
  readonly source?: SourcePlace | undefined;
  /** Finds where it is written, if the source of a plan is beside it. */
  readonly beside?: () => SourcePlace | undefined;
  /** Finds where it is written, if that is a file of a called module. */
  readonly written?: (() => WrittenPlace) | undefined;
}

/** A document among the files that belong together with it. */
export interface ReadContext {
  /** The document's absolute path; `-` for standard input. */
  readonly file: string;
  /** As reports name it. */
  readonly name: string;
  /** The directory that links of the document must stay in. */
  readonly tree: string;
  /** The text that the document was parsed from. */
  readonly text: string;
  /** The parameters of templates that the user handed over. */
  readonly parameters?: Value;
  /** The values of variables of Terraform. */
  readonly variables: RootVariables;
  /** The other files of its folder with certain names. */
  readonly directoryFiles: (
    isWanted: (name: string) => boolean,
  ) => readonly Sibling[];
  /** The names of everything in its folder; none for standard input. */
  readonly directoryNames: () => readonly string[];
  /** Makes something of its folder once for all the documents in it. */
  readonly inDirectory: <Made>(key: string, make: () => Made) => Made;
  /** Globs of the sources of modules that the configuration says declare no registry. */
  readonly modulesWithoutRegistries: readonly string[] | undefined;
  /** Notes a called module of which an instance is evaluated. */
  readonly onCall: (module: ModuleDirectory) => void;
  /** Notes a linked file that is evaluated, and the file that links it. */
  readonly onLink: (file: string, by: string) => void;
  /** Has a file or a folder checked too; a path from the document's folder. */
  readonly enqueue: (path: string) => void;
  /** Reports what may declare or change registries and is not evaluated; it counts as unknown. */
  readonly notEvaluated: ReportNotEvaluated;
  /** Called with notes for the user that are not findings. */
  readonly warn: (message: string) => void;
}

/** A file beside a document. */
export interface Sibling {
  readonly file: string;
  readonly text: string;
  readonly json: JsonObject;
  /** It is checked in the same run, with findings of its own. */
  readonly isSelected: boolean;
}

/** Lists the resources of a document that may declare registries. */
export type ReadDocument = (
  document: JsonObject,
  surroundings: ReadContext,
) => Iterable<DeclaredResource>;
