package io.megadb.operator.limit;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.operator.Operator;
import io.megadb.operator.store.NullRows;
import io.megadb.plan.SingleRowNode;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import java.util.List;

/** A scalar subquery: exactly one row, of nulls if there is none; more are error 21000. */
public final class SingleRowOperator implements Operator {
  private final Operator input;
  private final List<PgType> types;
  private Batch row;
  private boolean done;

  public SingleRowOperator(SingleRowNode node, Operator input) {
    this.input = input;
    this.types = node.types();
  }

  @Override
  public Batch next() throws Exception {
    while (!done) {
      Batch batch = input.next();
      if (batch == WAIT) {
        return WAIT;
      }
      if (batch == END) {
        done = true;
        return row == null ? NullRows.of(types, 1) : row;
      }
      if (row != null || batch.size() > 1) {
        throw new MegaDbException(
            SqlState.CARDINALITY_VIOLATION,
            "more than one row returned by a subquery used as an expression");
      }
      row = batch;
    }
    return END;
  }

  @Override
  public void close() {
    row = null;
    done = true;
    input.close();
  }
}
