#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The manual pages in both languages, as mandoc sees them and held against the programs' --help and against each other
(prints TAP): man.py PROGRAM…"""
import os
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from tap import Tap  # noqa: E402

source = pathlib.Path(os.environ["VIGIE_SOURCE"])
have_demo = os.environ["VIGIE_HAVE_DEMO"] == "1"
# Options that only a build with the demonstration has: the pages tell them always.
DEMO = {"--demo", "-d", "--pace", "-p"}
tap = Tap()


def run(*arguments):
    return subprocess.run(arguments, capture_output=True, text=True, env=dict(os.environ, LC_ALL="C.UTF-8", LANGUAGE="en"))


def section(text, name):
    found = re.search(rf"^\.SH {name}\n(.*?)(?=^\.SH |\Z)", text, re.M | re.S)
    return found.group(1) if found else ""


def plain(text):
    """Words without the page's own markup."""
    return re.sub(r"\\f[BIR]|\\c$|^\.[A-Z]+ |\"", "", text.replace(r"\-", "-"), flags=re.M)


def options(text):
    """The options that the page describes: what heads its paragraphs."""
    heads = re.findall(r"^\.TP\n(.*(?:\\c\n.*)?)", section(text, "OPTIONS"), re.M)
    return {option for head in heads for option in re.findall(r"(?<![\w-])--?[a-z][a-z-]*", plain(head))}


def names(text):
    """Variables, files and links that the page tells: the same in every language."""
    return set(re.findall(r"\b[A-Z]+_[A-Z_]+\b|[~/][\w./~-]+|vigie:\w+/", plain(text)))


for program in sys.argv[1:]:
    name = pathlib.Path(program).name
    pages = {"en": source / f"data/man/{name}.1", "fr": source / f"data/man/fr/{name}.1"}
    texts = {language: path.read_text(encoding="utf-8") for language, path in pages.items()}
    help_text = run(program, "--help-all").stdout
    known = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", "\n".join(
        line.split("  ")[1] if line.startswith("  ") else "" for line in help_text.splitlines())))
    known -= {"--help-all", "--help-gapplication"}
    tap.check(f"{name} has options", len(known) > 5, help_text)
    for language, text in texts.items():
        lint = run("mandoc", "-T", "lint", "-W", "warning", str(pages[language]))
        tap.check(f"{name}, {language}: mandoc has nothing to say", lint.returncode == 0 and not lint.stdout + lint.stderr,
                  lint.stdout + lint.stderr)
        told = options(text)
        missing = known - told
        tap.check(f"{name}, {language}: each option of the program is told", not missing, missing)
        invented = told - known - (set() if have_demo else DEMO)
        tap.check(f"{name}, {language}: each option that is told is the program's", not invented, invented)
        # apropos(1) reads this line.
        tap.check(f"{name}, {language}: its name and what it is for",
                  re.search(rf"^{name} - \S.{{20,}}$", plain(section(text, "NAME") or section(text, "NOM")), re.M))
        for example in re.findall(rf"^(?:flatpak run .*?)?\b{name} (.*)$", plain("\n".join(
                re.findall(r"^\.EX\n(.*?)^\.EE", text, re.M | re.S))), re.M):
            used = set(re.findall(r"--[a-z-]+", example)) - {"--command"}
            tap.check(f"{name}, {language}: options of the example {example}",
                      used <= known | (set() if have_demo else DEMO), used - known)
    english, french = texts.values()
    tap.check(f"{name}: both languages give the same examples",
              re.findall(r"^\.EX\n.*?^\.EE", english, re.M | re.S) == re.findall(r"^\.EX\n.*?^\.EE", french, re.M | re.S) != [])
    tap.check(f"{name}: both languages have as many sections and paragraphs, and their date",
              all(re.findall(pattern, english, re.M) == re.findall(pattern, french, re.M)
                  for pattern in (r"^\.(?:SH|TP|PP|RS|RE|EX|EE)", r"^\.TH \S+ 1 \S+")))
    tap.check(f"{name}: both languages tell the same variables, files and links", len(names(english)) > 8
              and {word for word in names(english) ^ names(french)} <= {"//HOST/PATH", "//HÔTE/CHEMIN"}, names(english) ^ names(french))
    wrong = re.findall(r".*(?:[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]| [;:!?»](?:\s|$)|« ).*", 
                       re.sub(r"^\.(?:EX\n.*?^\.EE|[A-Z]+).*?$", "", french, flags=re.M | re.S))
    tap.check(f"{name}: French as it is printed", not wrong, wrong)
page_names = re.search(r"--page=PAGE +.*: (.*)", run(sys.argv[1], "--help").stdout)
for language, folder in ("en", "man"), ("fr", "man/fr"):
    text = plain((source / f"data/{folder}/vigie.1").read_text(encoding="utf-8"))
    tap.check(f"each page that can be opened is told, {language}",
              page_names and all(re.search(rf"\b{word}\b", section(text, "OPTIONS") or text)
                                 for word in page_names.group(1).split(", ")), page_names)
tap.end()
