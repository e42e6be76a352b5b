"""Does what a page of docs/how-to says, in a folder of its own, and fails where the page is not true.

A block after "Save this as `FILE`" becomes that file. A block of `sh` is run, but for what serves and asks. A block without
a language is what the last command prints: its lines must come in this order, where … stands for anything. The table of
what happens must say what the page's script of claims, beside this file, prints.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SAVED = re.compile(r"Save this as `([^`]+)`[^`]*(?:`[^`]+`[^`]*)*\Z")
ROW = re.compile(r"^\| (.+?) \| (.+?) \| .+? \|$", re.MULTILINE)
CLAIMS = "| what | what happens | instead |\n| --- | --- | --- |\n"
TALKS = ("--plimsoll.", "curl ")


class Untrue(Exception):
    """What a page says and what happens are two things."""


def matches(said, printed):
    """Whether a printed text is what the page says, where … stands for anything."""
    pattern = ".*".join(re.escape(part) for part in said.split("…"))
    return re.search(rf"^\s*{pattern}\s*$", printed) is not None


class Walk:
    """One page, done step by step in its folder, with the programs that the page takes for granted."""

    def __init__(self, page, folder, java, jar):
        self.page, self.folder, self.java = page, folder, java
        self.printed = ""
        (folder / "target").mkdir(parents=True)
        (folder / "target" / "plimsoll.jar").symlink_to(jar)
        venv.create(folder / "venv", with_pip=True)
        self.environment = {
            **os.environ,
            "PATH": f"{folder / 'venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "JAVA": java,
            "PYTHONWARNINGS": "ignore",
            "ORT_DISABLE_TELEMETRY": "1",
        }

    def all(self):
        text = self.page.read_text(encoding="utf-8")
        end = 0
        for block in BLOCK.finditer(text):
            saved = SAVED.search(text[end:block.start()].rstrip().rsplit("\n\n", 1)[-1])
            end = block.end()
            self.step(*block.groups(), saved and saved[1])
        if CLAIMS in text:
            self.check_claims(text.split(CLAIMS)[1].split("\n\n")[0])

    def step(self, language, content, saved):
        if saved:
            file = self.folder / saved
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content, encoding="utf-8")
        elif language == "sh" and not any(word in content for word in TALKS):
            self.run(content)
        elif language == "":
            self.check_printed(content)

    def run(self, commands):
        commands = commands.replace("/path/to/jdk-25/bin/java", self.java)
        print(f"  {commands.strip()}", flush=True)
        done = subprocess.run(
            ["bash", "-ec", commands], cwd=self.folder, env=self.environment, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.printed = done.stdout
        if done.returncode:
            raise Untrue(f"{commands}\nends with {done.returncode}:\n{done.stdout}")

    def check_printed(self, said):
        lines = iter(self.printed.splitlines())
        for line in filter(None, said.splitlines()):
            if not any(matches(line.strip(), printed) for printed in lines):
                raise Untrue(f"not printed, or not in this place: {line}\nPrinted was:\n{self.printed}")

    def check_claims(self, table):
        self.run(f"python {HERE / self.page.stem.replace('-', '_')}_claims.py")
        printed = dict(line.split(" | ", 1) for line in self.printed.splitlines() if " | " in line)
        said = dict(ROW.findall(table))
        if said.keys() != printed.keys():
            raise Untrue(f"claims without a proof, or proofs without a claim: {sorted(said.keys() ^ printed.keys())}")
        for what, happens in said.items():
            if not matches(happens, printed[what]):
                raise Untrue(f"{what}\n  the page says: {happens}\n  what happens:  {printed[what]}")


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--java", required=True)
    arguments.add_argument("--jar", required=True, type=Path)
    arguments.add_argument("--work", required=True, type=Path)
    arguments.add_argument("pages", nargs="+", type=Path)
    given = arguments.parse_args()
    untrue = []
    for page in given.pages:
        print(f"{page}", flush=True)
        folder = (given.work / page.stem).resolve()
        try:
            Walk(page, folder, given.java, given.jar.resolve()).all()
        except Untrue as reason:
            print(f"\nUNTRUE: {page}: {reason}", file=sys.stderr)
            untrue.append(page.name)
        shutil.rmtree(folder / "venv")  # hundreds of megabytes
    if untrue:
        sys.exit(f"pages that are not true: {', '.join(untrue)}")


if __name__ == "__main__":
    main()
