package io.megadb.operator.aggregate;

import io.megadb.operator.Operator;
import io.megadb.operator.store.NullRows;
import io.megadb.plan.ExpandNode;
import io.megadb.plan.ExpandNode.GroupingSet;
import io.megadb.type.PgType;
import io.megadb.type.VectorKind;
import io.megadb.vector.Batch;
import io.megadb.vector.ConstantVector;
import io.megadb.vector.Values;
import io.megadb.vector.Vector;
import java.util.ArrayList;
import java.util.List;

/** Gives each batch once for each grouping set. Columns are shared, nulls and numbers constants. */
public final class ExpandOperator implements Operator {
  private final ExpandNode node;
  private final Operator input;
  private final List<PgType> inputTypes;
  private final List<GroupingSet> seeds = new ArrayList<>();
  private Batch current;
  private int nextSet;
  private boolean ended;

  public ExpandOperator(ExpandNode node, Operator input) {
    this.node = node;
    this.input = input;
    this.inputTypes = node.input().types();
    if (node.seeded()) {
      node.sets().stream().filter(set -> set.keys().isEmpty()).forEach(seeds::add);
    }
  }

  @Override
  public Batch next() throws Exception {
    if (current == null && !ended) {
      Batch batch = input.next();
      if (batch == WAIT) {
        return WAIT;
      }
      if (batch == END) {
        input.close();
        ended = true;
      } else {
        current = batch;
        nextSet = 0;
      }
    }
    if (current != null) {
      Batch expanded = expand(current, node.sets().get(nextSet++), true);
      current = nextSet < node.sets().size() ? current : null;
      return expanded;
    }
    return seeds.isEmpty()
        ? END
        : expand(NullRows.of(inputTypes, 1), seeds.remove(seeds.size() - 1), false);
  }

  private Batch expand(Batch batch, GroupingSet set, boolean own) {
    int rows = batch.size();
    Vector[] added =
        new Vector[node.keys().size() + node.numbers() + (node.seeded() ? 1 : 0)];
    int at = 0;
    for (int key = 0; key < node.keys().size(); key++) {
      int column = node.keys().get(key);
      added[at++] =
          set.keys().contains(key) ? batch.column(column) : nulls(inputTypes.get(column), rows);
    }
    for (int number : set.numbers()) {
      added[at++] = Values.constant(VectorKind.LONG, (long) number, rows);
    }
    if (node.seeded()) {
      added[at] = Values.constant(VectorKind.BOOL, own, rows);
    }
    return new Batch(rows, added).append(batch);
  }

  private static Vector nulls(PgType type, int rows) {
    return new ConstantVector(rows, NullRows.of(List.of(type), 1).column(0).flat());
  }

  @Override
  public void close() {
    current = null;
    ended = true;
    seeds.clear();
    input.close();
  }
}
