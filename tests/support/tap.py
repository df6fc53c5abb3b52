# SPDX-License-Identifier: GPL-3.0-or-later
"""The few lines of TAP that tests without steps share."""
import sys


class Tap:
    """Checks that are numbered as they come; end() prints the plan and leaves."""

    def __init__(self):
        self.number = 0
        self.good = True
        print("TAP version 14")

    def check(self, name, good, shown=""):
        """One case; @shown is printed where it is not @good."""
        self.number += 1
        self.good = self.good and bool(good)
        if not good:
            for line in str(shown).splitlines():
                print(f"# {line}")
        print(f"{'ok' if good else 'not ok'} {self.number} - {name}", flush=True)
        return good

    def check_none(self, name, problems):
        """One case, good where there is no problem (words, one a line)."""
        return self.check(name, not problems, "\n".join(problems))

    def end(self):
        print(f"1..{self.number}")
        sys.exit(0 if self.good else 1)
