package io.megadb.operator.aggregate;

import io.megadb.error.MegaDbException;
import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.operator.store.OperatorSpill;
import io.megadb.operator.store.RowPartitions;
import io.megadb.operator.store.SpilledRows;
import io.megadb.plan.AggregateCall;
import io.megadb.plan.AggregateNode;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Groups its input, then gives a row a group, those in memory in the order of first appearance.
 *
 * <pre>
 *   all groups fit            -> given at the end
 *   partial states, no room   -> given at once; the same groups may come again
 *   no room for more groups   -> rows of known groups still count, all others are divided into
 *                                files by the hash of their keys
 *   no room for their states  -> {@link CallState#evict}
 *   end of a pass             -> its groups are given, then a file is the next pass's input
 * </pre>
 *
 * Each pass has at least one group in memory, so that passes come to an end.
 */
public final class HashAggregateOperator implements Operator {
  private enum Step {
    READ,
    GIVE_PARTIAL,
    GIVE,
    DONE
  }

  /** The rows of a file, which come from so many divisions. */
  private record Pass(SpilledRows rows, int level) {}

  private final AggregateNode node;
  private final Operator input;
  private final ExecutionContext context;
  private final OperatorSpill spill;
  private final List<PgType> keyTypes;
  private final ArrayDeque<Pass> passes = new ArrayDeque<>();
  private GroupTable table;
  private RowPartitions partitions;
  private Pass pass;
  private Operator source;

  /** Parts of a batch that have not been added yet. */
  private final ArrayDeque<Batch> waiting = new ArrayDeque<>();

  private Step step = Step.READ;

  public HashAggregateOperator(AggregateNode node, Operator input, ExecutionContext context) {
    this.node = node;
    this.input = input;
    this.context = context;
    this.source = input;
    for (AggregateCall call : node.calls()) {
      if (node.phase() != AggregateNode.Phase.SINGLE
          && (call.distinct() || !call.order().isEmpty())) {
        throw MegaDbException.notSupported(
            "an aggregate with DISTINCT or ORDER BY in two phases: " + call.function());
      }
    }
    List<PgType> inputTypes = node.input().types();
    this.keyTypes = node.keys().stream().map(inputTypes::get).toList();
    this.table = new GroupTable(node, context);
    this.spill = new OperatorSpill(node.properties().id(), context);
  }

  @Override
  public Batch next() throws Exception {
    while (step != Step.DONE) {
      context.cancellation().check();
      if (step == Step.READ) {
        Batch batch = waiting.isEmpty() ? source.next() : waiting.poll();
        if (batch == WAIT) {
          return WAIT;
        }
        if (batch == END) {
          endPass();
        } else {
          add(batch);
        }
        continue;
      }
      Batch groups = table.next();
      if (groups != null) {
        return groups;
      }
      if (step == Step.GIVE_PARTIAL) {
        goOn();
      } else {
        startPass();
      }
    }
    return END;
  }

  private void add(Batch batch) {
    if (partitions == null && table.hasRoom(batch)) {
      table.add(batch);
      return;
    }
    if (table.size() == 0 && batch.size() > 1 && batch.bytes() > 2 * spill.pieceBytes()) {
      int half = batch.size() / 2;
      waiting.push(batch.slice(half, batch.size()));
      waiting.push(batch.slice(0, half));
      return;
    }
    boolean divides = !keyTypes.isEmpty() && table.size() > 0;
    if (partitions == null && divides && node.phase() == AggregateNode.Phase.PARTIAL) {
      waiting.push(batch);
      table.finish();
      step = Step.GIVE_PARTIAL;
      return;
    }
    if (partitions == null && divides) {
      partitions = new RowPartitions(keyTypes, pass == null ? 0 : pass.level(), spill);
    }
    table.relieve(batch);
    if (partitions == null) {
      table.add(batch);
      return;
    }
    Batch others = table.addKnown(batch);
    if (others != null) {
      partitions.add(others, table.keys(others));
    }
  }

  /** After partial states were given: begins anew. */
  private void goOn() {
    table.close();
    table = new GroupTable(node, context);
    step = Step.READ;
  }

  private void endPass() {
    source.close();
    if (pass != null) {
      pass.rows().close();
    }
    if (partitions != null) {
      partitions.finish();
      int level = pass == null ? 1 : pass.level() + 1;
      for (int part = 0; part < RowPartitions.PARTS; part++) {
        if (partitions.part(part) != null) {
          // First those just written: files of earlier passes stay, but their number is bounded.
          passes.push(new Pass(partitions.part(part), level));
        }
      }
      partitions = null;
    }
    table.finish();
    step = Step.GIVE;
  }

  private void startPass() {
    table.close();
    pass = passes.poll();
    if (pass == null) {
      step = Step.DONE;
      return;
    }
    table = new GroupTable(node, context);
    source = pass.rows().read();
    step = Step.READ;
  }

  @Override
  public void close() {
    step = Step.DONE;
    waiting.clear();
    input.close();
    table.close();
    spill.close();
  }
}
