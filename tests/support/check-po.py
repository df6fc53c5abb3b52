#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds po/ against the sources: check-po.py SOURCE_ROOT (prints TAP).

Every file with translatable strings is in POTFILES.in, fr.po has each of them, none fuzzy, and its
texts keep to French typography.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

root = pathlib.Path(sys.argv[1])
NARROW, WIDE = "\u202f", "\u00a0"


def wanted_files():
    """Sources that call gettext, and the other formats whose strings are shown to a person."""
    call = re.compile(r"(?<![\w#])(_|C_|N_|NC_|ngettext|g_dngettext|g_dgettext|g_dpgettext2?|gettext)\s*\(\s*\"")
    for path in sorted((root / "src").rglob("*.c")):
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.S)
        if call.search(text):
            yield path
    for path in sorted((root / "ui").glob("*.blp")):
        if re.search(r"\bC?_\(", path.read_text(encoding="utf-8")):
            yield path
    for pattern in ("*.desktop.in*", "*.metainfo.xml.in*", "*.mime.xml.in*", "*.gschema.xml"):
        for path in sorted((root / "data").glob(pattern)):
            yield path


def check_potfiles():
    listed = {
        line.strip()
        for line in (root / "po/POTFILES.in").read_text().splitlines()
        if line.strip() and not line.startswith("#")
    }
    wanted = {str(path.relative_to(root)) for path in wanted_files()}
    problems = [f"not in POTFILES.in: {name}" for name in sorted(wanted - listed)]
    problems += [f"in POTFILES.in but without strings: {name}" for name in sorted(listed - wanted)]
    return problems


def template(folder):
    pot = folder / "vigie.pot"
    subprocess.run(
        ["xgettext", "--from-code=UTF-8", "--add-comments=Translators", "-k_", "-kN_", "-kC_:1c,2",
         "-kNC_:1c,2", "-kngettext:1,2", "-kg_dngettext:2,3", "-kg_dgettext:2",
         "-kg_dpgettext2:2c,3", "-f", "po/POTFILES.in", "-o", str(pot)],
        cwd=root, check=True, capture_output=True)
    return pot


def entries(po):
    """(context, msgid, [msgstr…], fuzzy) of each entry, unescaped."""
    context = msgid = target = None
    strings, fuzzy, out = [], False, []

    def unquote(text):
        return text.replace(r"\n", "\n").replace(r"\"", '"').replace("\\\\", "\\")

    for line in po.read_text(encoding="utf-8").splitlines() + [""]:
        if line.startswith("#,"):
            fuzzy = "fuzzy" in line
        elif line.startswith("#"):
            continue
        elif not line.strip():
            if msgid is not None:
                out.append((context, msgid, strings, fuzzy))
            context = msgid = target = None
            strings, fuzzy = [], False
        else:
            match = re.match(r'(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?)\s+)?"(.*)"$', line)
            if not match:
                continue
            word, text = match.group(1), unquote(match.group(2))
            if word:
                target = word
                if word.startswith("msgstr"):
                    strings.append("")
            if target == "msgctxt":
                context = (context or "") + text
            elif target == "msgid":
                msgid = (msgid or "") + text
            elif target and target.startswith("msgstr"):
                strings[-1] += text
    return out


def check_complete():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        if not (root / "po/POTFILES.in").read_text().strip():
            return []
        merged = folder / "fr.po"
        run = subprocess.run(
            ["msgmerge", "--quiet", "--no-fuzzy-matching", "-o", str(merged),
             str(root / "po/fr.po"), str(template(folder))], capture_output=True, text=True)
        if run.returncode:
            return [run.stderr]
        problems = []
        for _context, msgid, strings, fuzzy in entries(merged):
            if msgid and (fuzzy or not strings or not all(strings)):
                problems.append(f"{'fuzzy' if fuzzy else 'not translated'}: {msgid!r}")
        run = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", str(root / "po/fr.po")],
                             capture_output=True, text=True)
        if run.returncode:
            problems.append(run.stderr)
        return problems


DIRECTIVE = r"%(?:\d\$)?[-+ 0#']*[\d.*]*(?:ll|l|z|h)?[diufgeExXscp]"


def check_typography():
    rules = (
        (r"[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]", "straight apostrophe (’ is due)"),
        (rf"[^{NARROW}\s:/]:(?=\s|$)", "colon without a narrow no-break space before"),
        (rf"[ {WIDE}][;:!?%](?!\w)", "plain or wide space before a double sign"),
        (r"[\w»)][;!?](?=\s|$)", "double sign without a narrow no-break space before"),
        (rf"«(?!{NARROW})|(?<!{NARROW})»", "guillemets without narrow no-break space"),
        (r"\.\.\.", "three dots (… is due)"),
        (r'"', "straight quotation mark"),
        (rf"\d[ {WIDE}]h\b|\bh[ {WIDE}]\d\d\b", "hour without narrow no-break space"),
    )
    problems = []
    for _context, msgid, strings, _fuzzy in entries(root / "po/fr.po"):
        if not msgid:
            continue
        for text in strings:
            # Markup, format directives and addresses are not prose.
            prose = re.sub(r"<[^>]*>|Authorization: \w+|https?(?:\(s\))?:\S+|http\(s\):\S+|\w+:(?=\u202f»)|\w+:\w\S*", "x", text)
            if re.fullmatch(r"(?:[\w ]+;)+", text):  # the key words of a desktop file
                continue
            prose = re.sub(DIRECTIVE, "x", prose.replace("%%", "\0")).replace("\0", "%")
            for pattern, words in rules:
                if re.search(pattern, prose):
                    problems.append(f"{words}: {text!r}")
    return problems


failed = 0
print("TAP version 14")
checks = (("files listed", check_potfiles), ("French complete", check_complete),
          ("French typography", check_typography))
print(f"1..{len(checks)}")
for number, (name, check) in enumerate(checks, 1):
    problems = check()
    for problem in problems:
        print(f"# {problem}")
    print(f"{'not ok' if problems else 'ok'} {number} - {name}")
    failed += bool(problems)
sys.exit(1 if failed else 0)
