package io.megadb.graph.operator;

import io.megadb.execution.ExecutionContext;
import io.megadb.graph.algorithm.Neighbourhoods;
import io.megadb.graph.plan.Algorithm;
import io.megadb.graph.plan.AlgorithmNode;
import io.megadb.operator.Operator;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.vector.Batch;
import io.megadb.vector.DoubleVector;
import io.megadb.vector.LongVector;
import io.megadb.vector.Validity;
import io.megadb.vector.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/** Has the graph and the sources, runs the algorithm, then gives one row a vertex. */
final class AlgorithmOperator implements Operator {
  /** Bytes a vertex that algorithms work with beside the graph, at most. */
  private static final long WORK_BYTES = 80;

  private final AlgorithmNode node;
  private final List<Operator> inputs;
  private final ExecutionContext context;
  private final MemoryAccount account;
  private final GraphInput<AlgorithmGraph> input;
  private final BitSet sources = new BitSet();
  private boolean sourcesRead;
  private List<Object> results;
  private int next;

  AlgorithmOperator(
      AlgorithmNode node, List<Operator> inputs, GraphCache cache, ExecutionContext context) {
    this.node = node;
    this.inputs = List.copyOf(inputs);
    this.context = context;
    this.account = new MemoryAccount(context.memory());
    this.sourcesRead = inputs.size() < 3;
    this.input =
        new GraphInput<>(
            node, this.inputs, cache, context, AlgorithmGraph.class, () -> empty(node));
  }

  private AlgorithmGraph empty(AlgorithmNode node) {
    return new AlgorithmGraph(
        node.spec().vertexWidth(),
        node.spec().algorithm() == Algorithm.SSSP,
        node.inputs().get(0).types(),
        account,
        context.cancellation());
  }

  @Override
  public Batch next() throws Exception {
    if (!input.read()) {
      return WAIT;
    }
    while (!sourcesRead) {
      Batch batch = inputs.get(2).next();
      if (batch == WAIT) {
        return WAIT;
      }
      if (batch == END) {
        inputs.get(2).close();
        sourcesRead = true;
      } else {
        input.graph().mark(batch, sources);
      }
    }
    AlgorithmGraph graph = input.graph();
    if (results == null) {
      account.add(
          WORK_BYTES * graph.vertices()
              + Neighbourhoods.bytes(graph.vertices(), 2 * graph.edges(), false));
      results =
          new AlgorithmRun(node.spec(), graph.topology(), sources, context.cancellation()::check)
              .results();
      input.report();
    }
    return rows(graph);
  }

  private Batch rows(AlgorithmGraph graph) {
    int count = Math.min(context.batchRows(), graph.vertices() - next);
    if (count <= 0) {
      return END;
    }
    int[] which = new int[count];
    for (int i = 0; i < count; i++) {
      which[i] = next + i;
    }
    List<Vector> columns = new ArrayList<>();
    Collections.addAll(columns, graph.identities(which, count).columns());
    for (int i = 0; i < results.size(); i++) {
      Object result = results.get(i);
      switch (node.spec().algorithm().results().get(i).kind()) {
        case NUMBER -> columns.add(numbers(result, count));
        case REAL -> columns.add(reals((double[]) result, count));
        case VERTEX -> {
          int[] labels = Arrays.copyOfRange((int[]) result, next, next + count);
          Collections.addAll(columns, graph.identities(labels, count).columns());
        }
      }
    }
    next += count;
    return new Batch(count, columns.toArray(new Vector[0]));
  }

  /** Negative ones are null. */
  private Vector numbers(Object result, int count) {
    long[] values = new long[count];
    long[] valid = null;
    for (int i = 0; i < count; i++) {
      values[i] = result instanceof int[] small ? small[next + i] : ((long[]) result)[next + i];
      valid = values[i] < 0 ? withNull(valid, i, count) : valid;
    }
    return new LongVector(count, values, valid);
  }

  /** Infinite ones are null. */
  private Vector reals(double[] result, int count) {
    double[] values = new double[count];
    long[] valid = null;
    for (int i = 0; i < count; i++) {
      values[i] = result[next + i];
      valid = values[i] == Double.POSITIVE_INFINITY ? withNull(valid, i, count) : valid;
    }
    return new DoubleVector(count, values, valid);
  }

  private static long[] withNull(long[] known, int row, int count) {
    long[] valid = known == null ? Validity.allValid(count) : known;
    Validity.setNull(valid, row);
    return valid;
  }

  @Override
  public void close() {
    inputs.forEach(Operator::close);
    account.close();
  }
}
