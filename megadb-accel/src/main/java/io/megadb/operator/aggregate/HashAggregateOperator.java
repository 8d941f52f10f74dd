package io.megadb.operator.aggregate;

import io.megadb.error.MegaDbException;
import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.operator.store.MemoryAccount;
import io.megadb.plan.AggregateCall;
import io.megadb.plan.AggregateNode;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import java.util.ArrayList;
import java.util.List;

/** Groups all of its input in memory, then gives a row a group, in order of first appearance. */
public final class HashAggregateOperator implements Operator {
  private final AggregateNode node;
  private final Operator input;
  private final ExecutionContext context;
  private final MemoryAccount account;
  private final int[] keyColumns;
  private final Groups groups;
  private final List<CallState> calls = new ArrayList<>();
  private int[] groupOfRow = new int[0];
  private boolean finished;
  private boolean closed;
  private int next;

  public HashAggregateOperator(AggregateNode node, Operator input, ExecutionContext context) {
    this.node = node;
    this.input = input;
    this.context = context;
    this.account = new MemoryAccount(context.memory());
    this.keyColumns = node.keys().stream().mapToInt(Integer::intValue).toArray();
    List<PgType> inputTypes = node.input().types();
    this.groups = new Groups(node.keys().stream().map(inputTypes::get).toList(), account);
    for (AggregateCall call : node.calls()) {
      if (node.phase() != AggregateNode.Phase.SINGLE
          && (call.distinct() || !call.order().isEmpty())) {
        throw MegaDbException.notSupported(
            "an aggregate with DISTINCT or ORDER BY in two phases: " + call.function());
      }
      calls.add(new CallState(call, inputTypes, context, account));
    }
  }

  @Override
  public Batch next() throws Exception {
    while (!finished && !closed) {
      context.cancellation().check();
      Batch batch = input.next();
      if (batch == WAIT) {
        return WAIT;
      }
      if (batch == END) {
        finish();
      } else {
        add(batch);
      }
    }
    return closed ? END : output();
  }

  private void add(Batch batch) {
    if (groupOfRow.length < batch.size()) {
      groupOfRow = new int[batch.size()];
    }
    Vector[] keys = new Vector[keyColumns.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = batch.column(keyColumns[i]);
    }
    groups.assign(keys, batch.size(), groupOfRow);
    int stateColumn = keys.length;
    for (CallState call : calls) {
      call.ensureGroups(groups.size());
      if (node.phase() == AggregateNode.Phase.FINAL) {
        call.merge(batch, stateColumn, groupOfRow);
        stateColumn += call.stateColumns();
      } else {
        call.add(batch, groupOfRow);
      }
    }
  }

  private void finish() {
    input.close();
    for (CallState call : calls) {
      call.ensureGroups(groups.size());
      call.finish();
    }
    finished = true;
  }

  private Batch output() {
    int from = next;
    int to = Math.min(groups.size(), from + context.batchRows());
    if (from >= to) {
      return END;
    }
    next = to;
    List<Vector> columns = new ArrayList<>(List.of(groups.keys(from, to).columns()));
    for (CallState call : calls) {
      if (node.phase() == AggregateNode.Phase.PARTIAL) {
        columns.addAll(List.of(call.state(from, to)));
      } else {
        columns.add(call.result(from, to));
      }
    }
    return new Batch(to - from, columns.toArray(Vector[]::new));
  }

  @Override
  public void close() {
    closed = true;
    input.close();
    account.close();
  }
}
