package io.megadb.function.table;

import io.megadb.function.EvaluationContext;
import io.megadb.function.FunctionSignature;
import io.megadb.function.TableFunction;
import io.megadb.type.PgType;
import io.megadb.vector.Batch;
import io.megadb.vector.Vector;
import io.megadb.vector.VectorBuilder;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/** A table function over an iterator of rows; a strict one gives no row for a null argument. */
record RowTableFunction(
    FunctionSignature signature,
    List<String> columnNames,
    Function<List<PgType>, List<PgType>> types,
    Rows source)
    implements TableFunction {

  /** The rows of one call, made as they are asked for. */
  interface Rows {
    Iterator<Object[]> rows(List<PgType> types, List<Object> arguments, EvaluationContext context);
  }

  @Override
  public List<PgType> columnTypes(List<PgType> arguments) {
    return types.apply(arguments);
  }

  @Override
  public Iterator<Batch> rows(
      List<PgType> argumentTypes, List<Object> arguments, EvaluationContext context) {
    if (signature.strict() && arguments.contains(null)) {
      return Collections.emptyIterator();
    }
    Iterator<Object[]> rows = source.rows(argumentTypes, arguments, context);
    List<PgType> columns = columnTypes(argumentTypes);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Batch next() {
        return batch(rows, columns);
      }
    };
  }

  private static Batch batch(Iterator<Object[]> rows, List<PgType> types) {
    VectorBuilder[] builders = new VectorBuilder[types.size()];
    for (int i = 0; i < builders.length; i++) {
      builders[i] = VectorBuilder.of(types.get(i));
    }
    int count = 0;
    while (count < Batch.MAX_ROWS && rows.hasNext()) {
      Object[] row = rows.next();
      for (int i = 0; i < builders.length; i++) {
        builders[i].append(row[i]);
      }
      count++;
    }
    Vector[] columns = new Vector[builders.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = builders[i].build();
    }
    return new Batch(count, columns);
  }
}
