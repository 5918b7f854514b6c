"""Lines in, lines out: how a package answers the requests that Holdfast's own program answers.

A line in is {"request": {"load": {"base": NAME, "file": PATH}}} or {"request": {"run": {"task": NAME}},
"at_least_ms": 200}; a line out is {"ms": 46.1, "answer": {"values": [...]}} or {"ms": 0, "answer": {"failure": WHY}}.
Processor time counts, of all threads of the process.
"""

import json
import sys
import time

import numpy as np


class Base:
    """Columns of the file that Holdfast's program writes: frequency, recency, age and mean spend."""

    def __init__(self, file):
        columns = np.fromfile(file, dtype="<f8").reshape(4, -1)
        self.frequency, self.recency, self.age, self.mean_spend = columns


def shown(values):
    """The total and some of the values."""
    step = -(-len(values) // 100)
    return [float(np.sum(values)), *map(float, values[::step])]


def answer_lines(tasks):
    """Answers until the input ends. `tasks` are functions of a Base that return an answer, by name."""
    base = None
    # What a package prints goes where it disturbs nobody.
    out, sys.stdout = sys.stdout, sys.stderr
    for line in sys.stdin:
        asked = json.loads(line)
        milliseconds, answer = 0.0, {"values": []}
        try:
            if "load" in asked["request"]:
                base = Base(asked["request"]["load"]["file"])
            else:
                task = tasks[asked["request"]["run"]["task"]]
                milliseconds, answer = timed(lambda: task(base), asked.get("at_least_ms", 0))
        except Exception as error:  # Whatever a package throws is an answer: that it has none.
            answer = {"failure": f"{type(error).__name__}: {error}"}
        print(json.dumps({"ms": milliseconds, "answer": answer}), file=out, flush=True)


def timed(run, at_least_ms):
    """Milliseconds of one run, and its answer."""
    start, runs = time.process_time(), 0
    while True:
        answer = run()
        runs += 1
        spent = (time.process_time() - start) * 1e3
        if spent >= at_least_ms:
            return spent / runs, answer
