"""networkit as a peer of `megadb bench graph`.

Arguments: number of vertices, file of the edges' ends as pairs of 32-bit integers, file of their
weights as 64-bit floats. Prints the version, then answers each line of input, "build" or the name
of an algorithm and a source, with the milliseconds that it took.
"""

import sys
import time

import networkit as nk
import numpy as np

nk.setNumberOfThreads(1)
n = int(sys.argv[1])
ends = np.fromfile(sys.argv[2], dtype=np.int32).reshape(-1, 2).astype(np.int64)
sources = np.ascontiguousarray(ends[:, 0])
targets = np.ascontiguousarray(ends[:, 1])
weights = np.fromfile(sys.argv[3], dtype=np.float64)


def build(weighted):
    values = weights if weighted else np.ones(len(sources))
    return nk.GraphFromCoo(
        (values, (sources, targets)), n=n, directed=False, weighted=weighted
    )


def page_rank():
    ranks = nk.centrality.PageRank(graph, damp=0.85, tol=1e-30)
    ranks.maxIterations = 20
    ranks.run()


graph = build(False)
weighted_graph = build(True)
print("networkit", nk.__version__, flush=True)
for line in sys.stdin:
    what, source = line.split()
    run = {
        "build": lambda: build(False),
        "bfs": lambda: nk.distance.BFS(graph, int(source), storePaths=False).run(),
        "pagerank": page_rank,
        "wcc": lambda: nk.components.ConnectedComponents(graph).run(),
        "sssp": lambda: nk.distance.Dijkstra(
            weighted_graph, int(source), storePaths=False
        ).run(),
    }[what]
    start = time.perf_counter()
    run()
    print((time.perf_counter() - start) * 1000, flush=True)
