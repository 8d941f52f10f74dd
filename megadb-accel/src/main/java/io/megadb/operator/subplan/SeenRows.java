package io.megadb.operator.subplan;

import io.megadb.execution.ExecutionContext;
import io.megadb.operator.Operator;
import io.megadb.operator.key.KeyTable;
import io.megadb.operator.store.OperatorSpill;
import io.megadb.operator.store.RowPartitions;
import io.megadb.operator.store.SpilledRows;
import io.megadb.operator.store.StoredRows;
import io.megadb.plan.RecursiveNode;
import io.megadb.vector.Batch;
import java.util.ArrayList;
import java.util.List;

/**
 * The distinct rows of a recursion so far. As long as they fit, new rows are told apart at once.
 * Then they go to files by their hash, a round's rows too, and those that are new are found when
 * the round ends, a part at a time. Confined to one thread.
 */
final class SeenRows implements AutoCloseable {
  /** Files of a part that are joined to one, so that many rounds do not leave many open. */
  private static final int MAX_FILES = 8;

  private final RecursiveNode node;
  private final ExecutionContext context;
  private final OperatorSpill spill;
  private final List<List<SpilledRows>> seen = new ArrayList<>();
  private OperatorSpill memory;
  private KeyTable table;

  /** Rows of this round; null as long as all rows fit. */
  private RowPartitions round;

  private int[] numbers = new int[0];

  SeenRows(RecursiveNode node, ExecutionContext context) {
    this.node = node;
    this.context = context;
    this.spill = new OperatorSpill(node.properties().id(), context);
    begin();
  }

  private void begin() {
    if (memory != null) {
      memory.close();
    }
    memory = new OperatorSpill(node.properties().id(), context);
    table = new KeyTable(node.types(), memory.account());
  }

  /** The rows that did not come before, in their order; null if the round's end will tell. */
  Batch fresh(Batch batch) {
    if (round == null && table.size() > 0 && !fits(batch)) {
      moveToFiles();
    }
    if (round == null) {
      return insert(batch);
    }
    round.add(batch, batch.columns());
    return null;
  }

  private boolean fits(Batch batch) {
    return memory.hasRoom(table.growth(batch.columns(), batch.size()));
  }

  private void moveToFiles() {
    RowPartitions files = new RowPartitions(node.types(), 0, spill);
    Batch rows = table.keys().view();
    for (int from = 0; from < rows.size(); from += context.batchRows()) {
      context.cancellation().check();
      Batch some = rows.slice(from, Math.min(rows.size(), from + context.batchRows()));
      files.add(some, some.columns());
    }
    files.finish();
    for (int part = 0; part < RowPartitions.PARTS; part++) {
      seen.add(new ArrayList<>());
      if (files.part(part) != null) {
        seen.get(part).add(files.part(part));
      }
    }
    begin();
    round = new RowPartitions(node.types(), 0, spill);
  }

  /** Whether rows of the round wait for its end. */
  boolean waits() {
    return round != null && round.rows() > 0;
  }

  /** Ends a round: appends its rows that did not come before. */
  void endRound(StoredRows target) throws Exception {
    RowPartitions ended = round;
    ended.finish();
    round = new RowPartitions(node.types(), 0, spill);
    for (int part = 0; part < RowPartitions.PARTS; part++) {
      if (ended.part(part) != null) {
        SpilledRows rows = withoutSeen(ended.part(part), seen.get(part));
        SpilledRows fresh = spill.create();
        while (rows != null) {
          rows = pass(rows, fresh, target);
        }
        fresh.finish();
        add(fresh, part);
      }
    }
    begin();
  }

  private void add(SpilledRows fresh, int part) throws Exception {
    List<SpilledRows> files = seen.get(part);
    files.add(fresh);
    if (files.size() > MAX_FILES) {
      SpilledRows all = spill.create();
      for (SpilledRows file : files) {
        copy(file.read(), all);
        file.close();
      }
      all.finish();
      files.clear();
      files.add(all);
    }
  }

  private void copy(Operator from, SpilledRows to) throws Exception {
    Batch batch = from.next();
    while (batch != Operator.END) {
      context.cancellation().check();
      to.append(batch);
      batch = from.next();
    }
  }

  /** The rows of a file that are not in others, which are held in memory block by block. */
  private SpilledRows withoutSeen(SpilledRows rows, List<SpilledRows> known) throws Exception {
    SpilledRows left = rows;
    begin();
    for (SpilledRows file : known) {
      Operator reader = file.read();
      Batch batch = reader.next();
      while (batch != Operator.END) {
        if (table.size() > 0 && !fits(batch)) {
          left = withoutTable(left);
          begin();
        }
        insert(batch);
        batch = reader.next();
      }
    }
    return table.size() == 0 ? left : withoutTable(left);
  }

  private SpilledRows withoutTable(SpilledRows rows) throws Exception {
    SpilledRows left = spill.create();
    Operator reader = rows.read();
    Batch batch = reader.next();
    while (batch != Operator.END) {
      context.cancellation().check();
      Batch unknown = unknown(batch);
      if (unknown.size() > 0) {
        left.append(unknown);
      }
      batch = reader.next();
    }
    left.finish();
    rows.close();
    return left;
  }

  /** Gives as many distinct rows as fit; the others come back as a file, or null for none. */
  private SpilledRows pass(SpilledRows rows, SpilledRows fresh, StoredRows target)
      throws Exception {
    begin();
    SpilledRows others = null;
    Operator reader = rows.read();
    Batch batch = reader.next();
    while (batch != Operator.END) {
      context.cancellation().check();
      if (others == null && table.size() > 0 && !fits(batch)) {
        others = spill.create();
      }
      Batch found = others == null ? insert(batch) : unknown(batch);
      if (found.size() > 0 && others == null) {
        fresh.append(found);
        target.append(found);
      } else if (found.size() > 0) {
        others.append(found);
      }
      batch = reader.next();
    }
    rows.close();
    if (others != null) {
      others.finish();
    }
    return others;
  }

  /** New keys are numbered in the order in which they come. */
  private Batch insert(Batch batch) {
    ensureNumbers(batch.size());
    int next = table.size();
    table.insert(batch.columns(), batch.size(), numbers);
    int[] selected = new int[batch.size()];
    int count = 0;
    for (int i = 0; i < batch.size(); i++) {
      if (numbers[i] == next) {
        selected[count++] = i;
        next++;
      }
    }
    return count == batch.size() ? batch : batch.select(selected, count);
  }

  private Batch unknown(Batch batch) {
    ensureNumbers(batch.size());
    table.find(batch.columns(), batch.size(), numbers);
    int[] selected = new int[batch.size()];
    int count = 0;
    for (int i = 0; i < batch.size(); i++) {
      if (numbers[i] < 0) {
        selected[count++] = i;
      }
    }
    return count == batch.size() ? batch : batch.select(selected, count);
  }

  private void ensureNumbers(int rows) {
    if (numbers.length < rows) {
      numbers = new int[rows];
    }
  }

  @Override
  public void close() {
    memory.close();
    spill.close();
  }
}
