variable "location" {
  type    = string
  default = "westeurope"
}

# Denies by default: this registry complies.
resource "azurerm_container_registry" "closed" {
  name                = "shopclosed"
  resource_group_name = "shop"
  location            = var.location
  sku                 = "Premium"

  network_rule_set {
    default_action = "Deny"
  }
}

# Open to every network: acr-policy check exits with 1.
resource "azurerm_container_registry" "open" {
  name                = "shopopen"
  resource_group_name = "shop"
  location            = var.location
  sku                 = "Premium"
}
