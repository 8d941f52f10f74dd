package io.megadb.function.table;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.function.FunctionSignature;
import io.megadb.function.TableFunction;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.LongVector;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/** generate_series of integers: whole vectors at a time. */
record SeriesFunction(FunctionSignature signature) implements TableFunction {
  @Override
  public List<String> columnNames() {
    return List.of("generate_series");
  }

  @Override
  public List<PgType> columnTypes(List<PgType> arguments) {
    return List.of(PgType.of(signature.result()));
  }

  @Override
  public Iterator<Batch> rows(
      List<PgType> types, List<Object> arguments, EvaluationContext context) {
    if (arguments.contains(null)) {
      return Collections.emptyIterator();
    }
    long step = arguments.size() > 2 ? (Long) arguments.get(2) : 1;
    return iterator((Long) arguments.get(0), (Long) arguments.get(1), step);
  }

  private static Iterator<Batch> iterator(long start, long stop, long step) {
    if (step == 0) {
      throw new MegaDbException(SqlState.INVALID_PARAMETER_VALUE, "step size cannot equal zero");
    }
    return new Iterator<>() {
      private long next = start;
      private boolean done = step > 0 ? start > stop : start < stop;

      @Override
      public boolean hasNext() {
        return !done;
      }

      @Override
      public Batch next() {
        if (done) {
          throw new NoSuchElementException();
        }
        long[] values = new long[Batch.MAX_ROWS];
        int count = 0;
        while (count < values.length && !done) {
          values[count++] = next;
          long following = next + step;
          boolean overflow = ((next ^ following) & (step ^ following)) < 0;
          done = overflow || (step > 0 ? following > stop : following < stop);
          next = following;
        }
        return new Batch(count, new LongVector(count, values, null));
      }
    };
  }
}
