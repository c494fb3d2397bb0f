"""Judges a DDI code book by the schema of a version: codebook.py CODEBOOK.XSD FILE VERSION.

With libxml2, as xmllint does, but installed with the other judges. Version 2.6 has the same content in another
namespace, so the file is read as if it had that one.
"""

import sys

from lxml import etree


def main(schema: str, path: str, version: str) -> int:
    """Print what does not fit; 0 when the file is valid."""
    parser = etree.XMLParser(no_network=True, resolve_entities=False)
    rules = etree.XMLSchema(etree.parse(schema, etree.XMLParser(no_network=True)))
    with open(path, encoding="utf-8") as file:
        text = file.read()
    text = text.replace("ddi:codebook:2_5", f"ddi:codebook:{version.replace('.', '_')}")
    text = text.replace('version="2.5"', f'version="{version}"')
    valid = rules.validate(etree.fromstring(text.encode(), parser))
    print(f"{path}: {'valid' if valid else 'not valid'} as DDI Codebook {version}")
    for error in rules.error_log:
        print(error)
    return 0 if valid else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
