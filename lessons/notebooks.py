#!/usr/bin/env python3
"""Runs notebooks as Jupyter does, and holds what comes out against what is kept in them.

  notebooks.py [--keep] [--jobs N] NOTEBOOK...

JUPYTER_PATH names the folder that has the kernel `jpsi`. Without --keep, outputs must be those of the
notebook but for lines that tell times; with it, they are written there. Cells tagged `solution` are run
after all others, and must be told right. A claim that does not hold fails. Where a notebook asks for real data
(`data("...")`) that are not here, what is kept is that of another place, and not compared.
"""

import argparse
import concurrent.futures
import difflib
import os
import pathlib
import re
import sys
import time

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

FENCE = re.compile(r"```java\n(.*?)```", re.DOTALL)
DATA = re.compile(r"\bdata\(\s*\"([^\"]+)\"")
TIMES = re.compile(r"^⏱.*$", re.MULTILINE)


def lacks(book):
    """The real data that a notebook asks for and that are not here, or None. As org.jpsi.lessons.Lesson finds them."""
    folder = os.environ.get("JPSI_DATA") or pathlib.Path(__file__).resolve().parent.parent / "../shared/data"
    for cell in book.cells:
        for name in DATA.findall(cell.source) if cell.cell_type == "code" else []:
            if not (pathlib.Path(folder) / name).is_file():
                return name
    return None


def outputs(cell):
    """What a cell shows, without times and numbers of execution, and printed lines put together."""
    shown = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream":
            text = "".join(output.text)
            if shown and shown[-1][0] == output.name:
                shown[-1] = (output.name, shown[-1][1] + text)
            else:
                shown.append((output.name, text))
        elif output.output_type == "error":
            shown.append(("error", output.evalue))
        else:
            for kind in sorted(output.data):
                text = output.data[kind]
                shown.append((kind, text if isinstance(text, str) else "".join(text)))
    return [(kind, TIMES.sub("⏱", text).rstrip("\n")) for kind, text in shown]


def tidied(cell):
    """Printed lines of a cell in one piece, so that the file does not depend on when they came."""
    tidy = []
    for output in cell.outputs:
        output.pop("execution_count", None) if output.output_type == "stream" else None
        if "execution_count" in output:
            output.execution_count = None
        if "metadata" in output:
            output.metadata = {}
        if output.get("transient") is not None:
            del output["transient"]
        last = tidy[-1] if tidy else None
        if last is not None and last.output_type == output.output_type == "stream" and last.name == output.name:
            last.text += output.text
        else:
            tidy.append(output)
    cell.outputs = tidy
    cell.execution_count = None
    cell.metadata.pop("execution", None)


def run(path, keep):
    """What is wrong with a notebook, a list of lines."""
    kept = nbformat.read(path, as_version=4)
    book = nbformat.read(path, as_version=4)
    for cell in book.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    client = NotebookClient(book, timeout=600, kernel_name="jpsi", allow_errors=False)
    wrong = []
    solved = 0
    with client.setup_kernel():
        for place, cell in enumerate(book.cells):
            try:
                client.execute_cell(cell, place)
            except CellExecutionError as e:
                return [f"{path}: cell {place + 1} ended with an error:\n{e}"]
        for cell in kept.cells:
            if "solution" not in cell.metadata.get("tags", []):
                continue
            code = FENCE.search(cell.source)
            if not code:
                wrong.append(f"{path}: a solution without code")
                continue
            trial = nbformat.v4.new_code_cell(code.group(1))
            book.cells.append(trial)
            try:
                client.execute_cell(trial, len(book.cells) - 1)
            except CellExecutionError as e:
                wrong.append(f"{path}: a solution ended with an error:\n{e}")
            said = "\n".join(text for _, text in outputs(trial))
            if "✔ right" not in said or "not yet" in said:
                wrong.append(f"{path}: a solution is not told right:\n{code.group(1)}\n{said}")
            book.cells.pop()
            solved += 1
    lacking = lacks(kept)
    if lacking and keep:
        return [f"{path}: shows other things without {lacking}; set JPSI_DATA, or run without --keep"]
    exercises = sum("exercise" in cell.metadata.get("tags", []) for cell in book.cells)
    if exercises == 0 or solved != exercises:
        wrong.append(f"{path}: {exercises} exercises, {solved} solutions")
    for place, (new, old) in enumerate(zip(book.cells, kept.cells)):
        if new.cell_type != "code":
            continue
        for kind, text in outputs(new):
            if "✘" in text and kind != "image/svg+xml":
                wrong.append(f"{path}: a claim does not hold in cell {place + 1}:\n{text}")
        if "exercise" in new.metadata.get("tags", []) and "not yet" not in str(outputs(new)):
            wrong.append(f"{path}: exercise of cell {place + 1} does not say what is missing")
        if not keep and not lacking and outputs(new) != outputs(old):
            before, after = (
                [f"{kind}: {line[:300]}" for kind, text in outputs(c) for line in text.split("\n")] for c in (old, new)
            )
            diff = "\n".join(list(difflib.unified_diff(before, after, "kept", "now", lineterm="", n=0))[:20])
            wrong.append(f"{path}: cell {place + 1} shows something else than what is kept:\n{diff}")
        tidied(new)
    if keep:
        book.metadata = kept.metadata
        nbformat.write(book, path)
    return wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("notebooks", nargs="+")
    o = parser.parse_args()

    def timed(path):
        begin = time.monotonic()
        try:
            wrong = run(path, o.keep)
        except Exception as e:  # a kernel that does not start, a notebook that is none
            wrong = [f"{path}: {type(e).__name__}: {e}"]
        # One string: `print` writes the line break apart, and lines of two threads ran together.
        sys.stdout.write(f"{'failed' if wrong else 'fine'} {path} {time.monotonic() - begin:.0f} s\n")
        return wrong

    with concurrent.futures.ThreadPoolExecutor(o.jobs) as pool:
        wrong = [line for lines in pool.map(timed, o.notebooks) for line in lines]
    print("\n".join(wrong), flush=True)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
