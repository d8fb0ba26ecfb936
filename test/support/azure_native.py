"""Runs programs against a stand-in for pulumi_azure_native and prints what they declare.

Reads a JSON array of programs, writes an array of arrays of resources. Names are
converted as the SDK does: snake_case in Python, camelCase in the provider.
"""

import json
import re
import sys


# Names with capitals that the conversion can't restore.
EXCEPTIONS = {
    "azure_ad_authentication_as_arm_policy": "azureADAuthenticationAsArmPolicy",
}


def to_camel_case(name):
    if name in EXCEPTIONS:
        return EXCEPTIONS[name]
    return re.sub(r"_(\w)", lambda match: match.group(1).upper(), name)


def to_inputs(value):
    if isinstance(value, dict):
        return {to_camel_case(key): to_inputs(each) for key, each in value.items()}
    if isinstance(value, list):
        return [to_inputs(each) for each in value]
    return value


class Output:
    """A resource whose outputs are references."""

    def __init__(self, name):
        self._name = name

    def __getattr__(self, attribute):
        return "${%s.%s}" % (self._name, attribute)


class Module:
    def __init__(self, name, declared):
        self._name = name
        self._declared = declared

    def __getattr__(self, kind):
        def resource(name, **arguments):
            self._declared.append(
                {
                    "type": "azure-native:%s:%s" % (self._name, kind),
                    "name": name,
                    "inputs": to_inputs(arguments),
                }
            )
            return Output(name)

        return resource


def run(program):
    declared = []
    names = {
        "containerregistry": Module("containerregistry", declared),
        "network": Module("network", declared),
        "group": Output("group"),
        "subnet": Output("subnet"),
    }
    exec(program, names)
    return declared


json.dump([run(program) for program in json.load(sys.stdin)], sys.stdout)
