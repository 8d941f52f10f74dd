"""The process of DataFusion: answers the lines of DuckDbProcess, and "table NAME PATH" which names Parquet files.

Arguments: target partitions, and the bytes of the memory pool; 0 for no bound. For releases from 43 on.
"""

import sys
import threading
import time

import datafusion
import pyarrow


def kind(column):
    if pyarrow.types.is_floating(column):
        return "f"
    if pyarrow.types.is_integer(column) or pyarrow.types.is_decimal(column):
        return "n"
    return "t"


def text(value):
    if value is None:
        return "\\N"
    return format(value, "f") if hasattr(value, "as_tuple") else str(value)


def client(context, queries, order, end):
    completed, failed, failure = 0, 0, "\\N"
    start = time.perf_counter_ns()
    while time.perf_counter_ns() < end:
        try:
            # Waits outside of Python's lock.
            context.sql(queries[order[(completed + failed) % len(order)]]).collect()
            completed += 1
        except Exception as error:
            failure = " ".join(str(error).split()) if failed == 0 else failure
            failed += 1
    return f"{completed}\t{failed}\t{time.perf_counter_ns() - start}\t{failure}"


def work(sessions, path):
    seconds, queries, orders = 0, [], []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            kind, rest = line.rstrip("\n").split(" ", 1)
            if kind == "seconds":
                seconds = int(rest)
            elif kind == "query":
                queries.append(rest)
            else:
                orders.append([int(place) for place in rest.split(" ")])
    contexts = sessions.take(len(orders))
    end = time.perf_counter_ns() + seconds * 1_000_000_000
    done = [None] * len(orders)

    def run(place):
        done[place] = client(contexts[place], queries, orders[place], end)

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(orders))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


class Sessions:
    """Sessions with the same tables; older releases refuse a session that two threads use at once."""

    def __init__(self, partitions, memory_bytes):
        # Named RuntimeConfig before release 44.
        builder = getattr(datafusion, "RuntimeEnvBuilder", None) or datafusion.RuntimeConfig
        self.runtime = builder().with_disk_manager_os()
        if memory_bytes:
            # One pool for all sessions.
            self.runtime = self.runtime.with_fair_spill_pool(memory_bytes)
        self.partitions = partitions
        self.tables = []
        self.contexts = []
        self.first = self.create()

    def create(self):
        config = datafusion.SessionConfig().with_target_partitions(self.partitions)
        context = datafusion.SessionContext(config, self.runtime)
        for name, path in self.tables:
            context.register_parquet(name, path)
        return context

    def add_table(self, name, path):
        self.first.register_parquet(name, path)
        self.tables.append((name, path))

    def take(self, count):
        while len(self.contexts) < count:
            self.contexts.append(self.create())
        return self.contexts[:count]


def answer(sessions, verb, rest):
    if verb == "table":
        sessions.add_table(*rest.split(" ", 1))
        return "ok 0 0 -"
    start = time.perf_counter_ns()
    if verb == "work":
        lines = work(sessions, rest)
        return "\n".join([f"ok {time.perf_counter_ns() - start} {len(lines)} nnnt"] + lines)
    batches = sessions.first.sql(rest).collect()
    nanos = time.perf_counter_ns() - start
    if verb != "rows":
        return f"ok {nanos} 0 -"
    columns = [kind(field.type) for field in batches[0].schema] if batches else ["t"]
    lines = []
    for batch in batches:
        values = [column.to_pylist() for column in batch.columns]
        lines += ["\t".join(text(value) for value in row) for row in zip(*values)]
    return "\n".join([f"ok {nanos} {len(lines)} {''.join(columns)}"] + lines)


def main():
    sessions = Sessions(int(sys.argv[1]), int(sys.argv[2]))
    print(f"ok 0 0 {datafusion.__version__}", flush=True)
    for line in sys.stdin:
        verb, rest = line.rstrip("\n").split(" ", 1)
        try:
            print(answer(sessions, verb, rest), flush=True)
        except Exception as failure:
            print("failed", str(failure).replace("\n", " "), flush=True)


main()
