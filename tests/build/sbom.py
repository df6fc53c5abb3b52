#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The software bill of materials is a whole SPDX 2.3 document and a true one: sbom.py SBOM.json PARTS.json BUILT… (TAP)

Clauses are those of the SPDX specification 2.3 (https://spdx.github.io/spdx-spec/v2.3/).
"""
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from tap import Tap  # noqa: E402

document = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
parts = json.loads(pathlib.Path(sys.argv[2]).read_text(encoding="utf-8"))
built = {os.path.basename(path): path for path in sys.argv[3:]}
packages = document["packages"]
files = document["files"]
relations = [(row["spdxElementId"], row["relationshipType"], row["relatedSpdxElement"])
             for row in document["relationships"]]
by_id = {entry["SPDXID"]: entry for entry in [document] + packages + files}
LICENCES = {"GPL-3.0-or-later", "LGPL-2.1-or-later", "LGPL-2.0-or-later", "LGPL-2.1-only", "MPL-1.1", "MIT",
            "BSD-2-Clause", "blessing", "ODbL-1.0", "etalab-2.0"}  # annex A: names of its list


def is_expression(text):
    """Annex D: names of licences, joined."""
    return re.fullmatch(r"[\w.+-]+( (AND|OR) [\w.+-]+)*", text) and set(re.split(r" (?:AND|OR) ", text)) <= LICENCES


def heading():
    yield "6.1: spdxVersion", document["spdxVersion"] == "SPDX-2.3"
    yield "6.2: dataLicense", document["dataLicense"] == "CC0-1.0"
    yield "6.3: SPDXID of the document", document["SPDXID"] == "SPDXRef-DOCUMENT"
    yield "6.4: name", bool(document["name"])
    yield "6.5: documentNamespace, an absolute URI without a fragment", re.fullmatch(
        r"https://[\w./-]+-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", document["documentNamespace"])
    creators = document["creationInfo"]["creators"]
    yield "6.8: creators", creators and all(re.match(r"(Person|Organization|Tool): \S", text) for text in creators)
    yield "6.9: created, in UTC", re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", document["creationInfo"]["created"])


def identifiers():
    everything = ["SPDXRef-DOCUMENT"] + [entry["SPDXID"] for entry in packages + files]
    yield "7.2, 8.2: each identifier once", len(set(everything)) == len(everything)
    for identifier in everything:
        yield f"3.2: {identifier}", re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", identifier)


def of_packages():
    for package in packages:
        name = package["name"]
        yield f"7.1: {name}", bool(name)
        yield f"7.5: supplier of {name}", re.match(r"(Person|Organization): \S", package["supplier"])
        yield f"7.7: downloadLocation of {name}", bool(package["downloadLocation"])
        yield f"7.8, 7.9: files of {name}", package["filesAnalyzed"] is ("packageVerificationCode" in package)
        yield f"7.13: licenseConcluded of {name}", is_expression(package["licenseConcluded"])
        yield f"7.15: licenseDeclared of {name}", is_expression(package["licenseDeclared"])
        yield f"7.17: copyrightText of {name}", package["copyrightText"] == "NONE" or package["copyrightText"].startswith("© ")
        yield f"7.24: purpose of {name}", package["primaryPackagePurpose"] in ("APPLICATION", "LIBRARY", "OTHER")
        for reference in package.get("externalRefs", []):
            pattern = {"purl": r"pkg:generic/[\w.-]+(@[\w.+~-]+)?", "cpe23Type": r"cpe:2\.3:a:[\w.-]+:[\w.-]+:[\w.+-]+(:\*){7}"}
            yield f"7.21: reference of {name}", re.fullmatch(pattern[reference["referenceType"]], reference["referenceLocator"])
    vigie = by_id["SPDXRef-Package-vigie"]
    sums = sorted(entry["checksums"][0]["checksumValue"] for entry in files)
    yield "7.9: the verification code", (vigie["packageVerificationCode"]["packageVerificationCodeValue"]
                                         == hashlib.sha1("".join(sums).encode()).hexdigest())


def of_files():
    yield "a file for each program", {pathlib.Path(entry["fileName"]).name for entry in files} == set(built)
    for entry in files:
        name = entry["fileName"]
        data = pathlib.Path(built[os.path.basename(name)]).read_bytes()
        sums = {row["algorithm"]: row["checksumValue"] for row in entry["checksums"]}
        yield f"8.1: {name}", re.match(r"\./\w", name)
        yield f"8.4: SHA1 of {name}", sums["SHA1"] == hashlib.sha1(data).hexdigest()
        yield f"8.4: SHA256 of {name}", sums["SHA256"] == hashlib.sha256(data).hexdigest()
        yield f"8.5, 8.6: licences of {name}", is_expression(entry["licenseConcluded"]) and all(
            is_expression(text) for text in entry["licenseInfoInFiles"])


def of_relations():
    for one, _kind, other in relations:
        yield f"11.1: {one} and {other}", one in by_id and other in by_id
    yield "11.1: what is described", ("SPDXRef-DOCUMENT", "DESCRIBES", "SPDXRef-Package-vigie") in relations
    reached = {other for _one, _kind, other in relations}
    for entry in packages + files:
        yield f"{entry['SPDXID']} belongs to something", entry["SPDXID"] in reached


def linked():
    """What the programs really want, by their own words."""
    owners = {soname: part["id"] for part in parts["libraries"] for soname in part["sonames"]}
    for name, path in built.items():
        text = subprocess.run(["readelf", "--dynamic", "--wide", path], check=True, capture_output=True, text=True,
                              env=dict(os.environ, LC_ALL="C")).stdout
        sonames = [re.sub(r"\.so\..*$", "", soname) for soname in re.findall(r"\(NEEDED\).*\[(.*)\]", text)]
        # The sanitizers' own, in a build of tests.
        sonames = [soname for soname in sonames if soname not in ("libasan", "libubsan") and not soname.startswith("ld-linux")]
        yield f"{name} is linked with something", bool(sonames)
        for soname in sonames:
            yield f"{soname} of {name} is a part", soname in owners
        wanted = {f"SPDXRef-Package-{owners.get(soname)}" for soname in sonames}
        told = {other for one, kind, other in relations if one == f"SPDXRef-File-{name}" and kind == "DYNAMIC_LINK"}
        yield f"DYNAMIC_LINK of {name}: {sorted(wanted ^ told)}", wanted == told


def versions():
    for part in parts["libraries"]:
        package = by_id[f"SPDXRef-Package-{part['id']}"]
        if part["dependency"] == "glibc":
            found = os.confstr("CS_GNU_LIBC_VERSION").split()[1]
        else:
            run = subprocess.run(["pkg-config", "--modversion", part["dependency"]], capture_output=True, text=True)
            found = run.stdout.strip() if run.returncode == 0 else None
        yield f"7.3: version of {part['name']}, {found}", package.get("versionInfo") == found


tap = Tap()
cases = [("the heading", heading), ("identifiers", identifiers), ("packages", of_packages), ("files", of_files),
         ("relationships", of_relations), ("what the programs are linked with", linked), ("versions", versions)]
for name, case in cases:
    tap.check_none(name, [words for words, good in case() if not good])
tap.end()
