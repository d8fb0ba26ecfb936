/** The source of a module, in lowercase (https://developer.hashicorp.com/terraform/language/modules/sources). */
export interface ModuleSource {
  /** A directory of the configuration, a module registry, or a package: a repository or an archive. */
  readonly kind: 'local' | 'registry' | 'package';
  /** `azure` in `Azure/avm-res-storage-storageaccount/azurerm`; empty for a package. */
  readonly namespace: string;
  /** The module's name, without `terraform-azurerm-` where a repository has that before it. */
  readonly name: string;
  readonly provider: string | undefined;
  /** Terraform's or OpenTofu's public registry. */
  readonly isPublic: boolean;
  /** The directory in the package that is the module; empty for the root. */
  readonly directory: string;
  /** The version that a tag or the name of an archive gives. */
  readonly version: string | undefined;
}

const publicHosts = new Set(['registry.terraform.io', 'registry.opentofu.org']);

/** Parses the source of a module call; never throws. */
export function parseModuleSource(source: string): ModuleSource {
  const { kind, address, query, directory } = split(source);
  if (kind === 'local' || !address.includes('/')) return { ...nothing, kind };
  const segments = address.split('/').filter((segment) => segment !== '');
  if (kind === 'registry') {
    const [provider = '', name = '', namespace = '', host] = segments.reverse();
    const isPublic = host === undefined || publicHosts.has(host);
    return { ...nothing, kind, namespace, name, provider, isPublic, directory };
  }
  const { repository, ref } = repositoryIn(segments);
  const [, provider, name = repository] =
    /^terraform-([^-]+)-(.+)$/.exec(repository) ?? [];
  return {
    ...nothing,
    name,
    provider,
    directory: withoutArchiveRoot(directory, repository),
    version: new URLSearchParams(query).get('ref') ?? ref,
  };
}

const nothing: ModuleSource = {
  kind: 'package',
  namespace: '',
  name: '',
  provider: undefined,
  isPublic: false,
  directory: '',
  version: undefined,
};

function split(source: string): {
  readonly kind: ModuleSource['kind'];
  readonly address: string;
  readonly query: string;
  readonly directory: string;
} {
  const [location = '', query = ''] = source.trim().split('?', 2);
  // `git::` and the like are the way to fetch, `https://` is the protocol.
  const bare = location.toLowerCase().replace(/^[a-z\d]+::/, '');
  const [scheme = ''] = /^[a-z\d+.-]+:\/\//.exec(bare) ?? [];
  const [address = '', ...below] = bare.slice(scheme.length).split('//');
  const directory = below
    .join('/')
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');
  return { kind: kindOf(location, scheme, address), address, query, directory };
}

function kindOf(
  location: string,
  scheme: string,
  address: string,
): ModuleSource['kind'] {
  if (/^\.{0,2}[/\\]|^\.{1,2}$|^[a-z]:[/\\]/i.test(location)) return 'local';
  const isRegistry =
    scheme === '' &&
    !location.includes('::') &&
    /^(?:[\w.-]+(?::\d+)?\/)?[\w-]+\/[\w-]+\/[\w-]+\/?$/.test(address) &&
    !/^(?:github\.com|bitbucket\.org)\//.test(address);
  return isRegistry ? 'registry' : 'package';
}

const archive = /\.(?:zip|tar|tgz|tbz2|txz|tar\.(?:gz|bz2|xz))$/;

/**
 * Finds the repository in a path, with the tag of an archive of it: `REPO.git`,
 * `REPO/archive/refs/tags/v0.4.0.zip`, `REPO/zip/v0.4.0`, `REPO-0.4.0.tar.gz`.
 */
function repositoryIn(segments: readonly string[]): {
  readonly repository: string;
  readonly ref: string | undefined;
} {
  const at = segments.findIndex((segment) =>
    /^(?:archive|zip|tar\.gz|zipball|tarball|-)$/.test(segment),
  );
  const last = (segments.at(-1) ?? '').replace(archive, '');
  const before = segments[at - 1];
  const parts = last.split(/[-_]/);
  const end = parts.at(-1) ?? '';
  const version = /^v?\d[\d.]*$/.test(end) ? end : undefined;
  if (before !== undefined && at < segments.length - 1) {
    return { repository: nameOf(before), ref: version ?? last };
  }
  const name = version === undefined ? last : last.slice(0, -end.length - 1);
  return { repository: nameOf(name), ref: version };
}

/** The name of a repository, also in `git@github.com:Azure/REPO.git`. */
function nameOf(segment: string): string {
  return segment.replace(/^.*:/, '').replace(/\.git$/, '');
}

/** An archive of a repository has a top-level directory with its name. */
function withoutArchiveRoot(directory: string, repository: string): string {
  const [root = '', ...rest] = directory.split('/');
  const isRoot =
    root === '*' || root === repository || root.startsWith(`${repository}-`);
  return isRoot ? rest.join('/') : directory;
}
