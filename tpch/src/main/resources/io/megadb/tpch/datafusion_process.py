"""The process of DataFusion: answers the lines of DuckDbProcess, and "table NAME PATH" which names Parquet files."""

import sys
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


def answer(context, verb, rest):
    if verb == "table":
        name, path = rest.split(" ", 1)
        context.register_parquet(name, path)
        return "ok 0 0 -"
    start = time.perf_counter_ns()
    batches = context.sql(rest).collect()
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
    config = datafusion.SessionConfig().with_target_partitions(int(sys.argv[1]))
    context = datafusion.SessionContext(config)
    print(f"ok 0 0 {datafusion.__version__}", flush=True)
    for line in sys.stdin:
        verb, rest = line.rstrip("\n").split(" ", 1)
        try:
            print(answer(context, verb, rest), flush=True)
        except Exception as failure:
            print("failed", str(failure).replace("\n", " "), flush=True)


main()
