#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the software bill of materials, an SPDX 2.3 document in JSON.

    sbom.py --parts PARTS.json --version VERSION --home ADDRESS --feature NAME… --library DEPENDENCY=VERSION… \\
            --file INSTALLED=BUILT… --source ROOT --output FILE

The same sources, libraries and date give the same bytes: the date is SOURCE_DATE_EPOCH, else that of the commit,
else that of the tarball's files. The digests are those of the programs as built, which "meson install" copies as
they are (without --strip).
"""
import argparse
import datetime
import hashlib
import json
import os
import pathlib
import subprocess
import uuid

import parts as table

LICENCE = "GPL-3.0-or-later"
DEVELOPERS = "The Vigie developers"


def created(source):
    """6.9: the instant, in UTC."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if not epoch and (source / ".git").exists():
        epoch = subprocess.run(["git", "-c", "safe.directory=*", "log", "-1", "--format=%ct"], cwd=source,
                               capture_output=True, text=True).stdout.strip()
    instant = int(epoch) if epoch else int((source / "meson.build").stat().st_mtime)
    return datetime.datetime.fromtimestamp(instant, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def digest(path, algorithm):
    return hashlib.new(algorithm, pathlib.Path(path).read_bytes()).hexdigest()


def external(category, kind, locator):
    return {"referenceCategory": category, "referenceType": kind, "referenceLocator": locator}


def describe(kind, part, version):
    """7: a library or data of somebody else."""
    copyright_text = "NONE" if part["copyright"] is None else f"© {part['copyright']}"
    package = {
        "SPDXID": f"SPDXRef-Package-{part['id']}",
        "name": part["name"],
        "supplier": f"Organization: {part['supplier']}",
        "downloadLocation": "NOASSERTION",
        "homepage": part["home"],
        "filesAnalyzed": False,
        "licenseConcluded": part["licence"],
        "licenseDeclared": part["licence"],
        "copyrightText": copyright_text + (" and others" if part.get("others") else ""),
    }
    if kind == "data":
        package.update(primaryPackagePurpose="OTHER", comment=part["comment"])
        return package
    package["primaryPackagePurpose"] = "LIBRARY"
    references = [external("PACKAGE-MANAGER", "purl", f"pkg:generic/{part['id']}" + (f"@{version}" if version else ""))]
    if version:
        package["versionInfo"] = version
        if "cpe" in part:
            cpe = f"cpe:2.3:a:{part['cpe']}:{version}:*:*:*:*:*:*:*"
            references.append(external("SECURITY", "cpe23Type", cpe))
    package["externalRefs"] = references
    return package


def relation(one, kind, other):
    return {"spdxElementId": one, "relationshipType": kind, "relatedSpdxElement": other}


def main():
    parser = argparse.ArgumentParser()
    for name in ("--parts", "--version", "--source", "--output"):
        parser.add_argument(name, required=True)
    parser.add_argument("--home", default="")
    for name in ("--feature", "--library", "--file"):
        parser.add_argument(name, action="append", default=[])
    asked = parser.parse_args()
    source = pathlib.Path(asked.source)
    versions = dict(library.split("=", 1) for library in asked.library)
    files = [file.split("=", 1) for file in asked.file]
    data = json.loads(pathlib.Path(asked.parts).read_text(encoding="utf-8"))

    sums = sorted(digest(built, "sha1") for _installed, built in files)
    vigie = {
        "SPDXID": "SPDXRef-Package-vigie",
        "name": "Vigie",
        "versionInfo": asked.version,
        "supplier": f"Organization: {DEVELOPERS}",
        "downloadLocation": "NOASSERTION",
        "filesAnalyzed": True,
        # 7.9: the SHA-1 of the sorted SHA-1 of the files.
        "packageVerificationCode": {"packageVerificationCodeValue": hashlib.sha1("".join(sums).encode()).hexdigest()},
        "licenseConcluded": LICENCE,
        "licenseInfoFromFiles": [LICENCE],
        "licenseDeclared": LICENCE,
        "copyrightText": f"© 2026 {DEVELOPERS}",
        "externalRefs": [external("PACKAGE-MANAGER", "purl", f"pkg:generic/vigie@{asked.version}")],
        "primaryPackagePurpose": "APPLICATION",
    }
    if asked.home:
        vigie["homepage"] = asked.home
    packages, relations = [vigie], [relation("SPDXRef-DOCUMENT", "DESCRIBES", vigie["SPDXID"])]
    described = []
    for installed, built in files:
        name = os.path.basename(installed)
        described.append({
            "SPDXID": f"SPDXRef-File-{name}",
            "fileName": f"./{installed}",
            "fileTypes": ["BINARY"],
            "checksums": [{"algorithm": "SHA1", "checksumValue": digest(built, "sha1")},
                          {"algorithm": "SHA256", "checksumValue": digest(built, "sha256")}],
            "licenseConcluded": LICENCE,
            "licenseInfoInFiles": [LICENCE],
            "copyrightText": f"© 2026 {DEVELOPERS}",
        })
        relations.append(relation(vigie["SPDXID"], "CONTAINS", described[-1]["SPDXID"]))
    built_names = [os.path.basename(installed) for installed, _built in files]
    for kind, part in table.parts(data, asked.feature):
        package = describe(kind, part, versions.get(part.get("dependency")))
        packages.append(package)
        if kind == "data":
            relations.append(relation(vigie["SPDXID"], "DEPENDS_ON", package["SPDXID"]))
        elif "by" in part:
            relations.append(relation(f"SPDXRef-Package-{part['by']}", "DEPENDS_ON", package["SPDXID"]))
        else:
            relations.append(relation(vigie["SPDXID"], "DEPENDS_ON", package["SPDXID"]))
            relations += [relation(f"SPDXRef-File-{name}", "DYNAMIC_LINK", package["SPDXID"])
                          for name in built_names if name in part["of"]]

    document = {
        "spdxVersion": "SPDX-2.3",
        "dataLicense": "CC0-1.0",
        "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"vigie-{asked.version}",
        "creationInfo": {"created": created(source), "creators": [f"Organization: {DEVELOPERS}", f"Tool: vigie-sbom-{asked.version}"]},
        "packages": packages,
        "files": described,
        "relationships": relations,
    }
    # 6.5: one address for each different document.
    content = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps(document, sort_keys=True))
    document["documentNamespace"] = f"https://spdx.org/spdxdocs/vigie-{asked.version}-{content}"
    pathlib.Path(asked.output).write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


main()
