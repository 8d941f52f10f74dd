package io.megadb.operator.aggregate;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.store.OperatorSpill;
import io.megadb.plan.AggregateCall;
import io.megadb.plan.AggregateNode;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import java.util.ArrayList;
import java.util.List;

/** Groups in memory with the calls over them. Confined to one thread. */
final class GroupTable implements AutoCloseable {

  private final AggregateNode node;
  private final ExecutionContext context;
  private final OperatorSpill spill;
  private final int[] keyColumns;
  private final Groups groups;
  private final List<CallState> calls = new ArrayList<>();
  private int[] groupOfRow = new int[0];
  private int next;

  GroupTable(AggregateNode node, ExecutionContext context) {
    this.node = node;
    this.context = context;
    this.spill = new OperatorSpill(node.properties().id(), context);
    this.keyColumns = node.keys().stream().mapToInt(Integer::intValue).toArray();
    List<PgType> inputTypes = node.input().types();
    try {
      groups = new Groups(node.keys().stream().map(inputTypes::get).toList(), spill.account());
      for (AggregateCall call : node.calls()) {
        calls.add(new CallState(call, inputTypes, context, spill));
      }
    } catch (RuntimeException e) {
      spill.close();
      throw e;
    }
  }

  int size() {
    return groups.size();
  }

  /** The key columns of a batch of the node's input. */
  Vector[] keys(Batch batch) {
    Vector[] keys = new Vector[keyColumns.length];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = batch.column(keyColumns[i]);
    }
    return keys;
  }

  /** Whether a batch may be added, whatever its rows are. */
  boolean hasRoom(Batch batch) {
    return spill.hasRoom(
        groups.growth(keys(batch), batch.size()) + callGrowth(batch, groups.size() + batch.size()));
  }

  private long callGrowth(Batch batch, int newGroups) {
    long growth = 0;
    for (CallState call : calls) {
      growth += call.growth(batch, newGroups);
    }
    return growth;
  }

  /**
   * Moves parts of groups' states to files, the largest first, until a batch of rows of these
   * groups may be added.
   */
  void relieve(Batch batch) {
    while (!spill.hasRoom(callGrowth(batch, groups.size()))) {
      CallState largest = null;
      long bytes = Math.max(spill.pieceBytes(), spill.account().heldBytes() / 8);
      for (CallState call : calls) {
        long evictable = call.evictableBytes();
        if (evictable > bytes) {
          bytes = evictable;
          largest = call;
        }
      }
      if (largest == null) {
        return;
      }
      largest.evict();
    }
  }

  /** Adds rows to their groups, which are made if they are not there. */
  void add(Batch batch) {
    ensureRows(batch.size());
    groups.assign(keys(batch), batch.size(), groupOfRow);
    addToCalls(batch);
  }

  /** Adds the rows whose groups are there; the others are given back, null if there are none. */
  Batch addKnown(Batch batch) {
    int size = batch.size();
    ensureRows(size);
    groups.find(keys(batch), size, groupOfRow);
    int[] known = new int[size];
    int[] unknown = new int[size];
    int knownCount = 0;
    int unknownCount = 0;
    for (int i = 0; i < size; i++) {
      if (groupOfRow[i] < 0) {
        unknown[unknownCount++] = i;
      } else {
        groupOfRow[knownCount] = groupOfRow[i];
        known[knownCount++] = i;
      }
    }
    if (knownCount > 0) {
      addToCalls(unknownCount == 0 ? batch : batch.select(known, knownCount));
    }
    if (unknownCount == 0) {
      return null;
    }
    return knownCount == 0 ? batch : batch.select(unknown, unknownCount);
  }

  private void ensureRows(int rows) {
    if (groupOfRow.length < rows) {
      groupOfRow = new int[rows];
    }
  }

  private void addToCalls(Batch batch) {
    int stateColumn = keyColumns.length;
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

  /** Must be called once after the last row. */
  void finish() {
    for (CallState call : calls) {
      call.ensureGroups(groups.size());
      call.finish();
    }
  }

  /** The next groups, or null at the end. */
  Batch next() throws Exception {
    int from = next;
    int to = (int) Math.min(groups.size(), from + rowsAtOnce());
    if (from >= to) {
      return null;
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

  /** Fewer groups where their states come from files and are large. */
  private long rowsAtOnce() {
    long bytes = 0;
    for (CallState call : calls) {
      bytes += call.pendingBytes();
    }
    long each = bytes / Math.max(1, groups.size());
    return each == 0
        ? context.batchRows()
        : Math.max(1, Math.min(context.batchRows(), 4 * spill.pieceBytes() / each));
  }

  @Override
  public void close() {
    spill.close();
  }
}
