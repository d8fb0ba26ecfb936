package main

import rego.v1

is_closed(registry) if registry.public_network_access_enabled == false

is_closed(registry) if registry.network_rule_set[_].default_action == "Deny"

deny contains message if {
	some resource in input.resource_changes
	resource.type == "azurerm_container_registry"
	registry := resource.change.after
	registry.sku == "Premium"
	not is_closed(registry)
	message := sprintf("%s is open to any network", [resource.address])
}
