/*
 * What a text that is not read as a document may still hold. Only where these are
 * certain of nothing a search passes a file by.
 */

/** A type or a token of a registry, as JSON may write it. */
const registryType = String.raw`(?:Microsoft\.ContainerRegistry(?:\\?/|\\u002f)registries(?:@[^"]*)?|azurerm_container_registry|azure-native[:_][^"]*containerregistry[^"]*:Registry|azure:containerservice(?:\\?/|\\u002f)registry:Registry)`;

/**
 * A registry that is declared, listed or planned: its type as the value of a key
 * that names types, or as the key of its blocks. A policy's condition that compares
 * with the type is none.
 */
const declared = new RegExp(
  String.raw`"(?:@?type|resource_?type|token)"\s*:\s*"${registryType}"|"azurerm_container_registry"\s*:`,
  'i',
);

/** Returns whether a text holds a registry, by a type in the place where types are. */
export function declaresRegistry(text: string): boolean {
  return declared.test(text);
}

/** A string in every document that can declare registries. */
const telling =
  /container_?registr|azapi|deploymentTemplate|"(?:terraform|resource|resources|deployment|deployments|checkpoint|steps|events|planned_values|resource_changes|format_version|stacks|sequence|resourcePreEvent|@level|changeSummary|resourcePlans)"|"module"\s*:\s*[{[]|\\u00/i;

/** Returns whether a text that can't be parsed may be a document that declares registries. */
export function mayDeclareRegistry(text: string): boolean {
  return text.trim() === '' || telling.test(text);
}
