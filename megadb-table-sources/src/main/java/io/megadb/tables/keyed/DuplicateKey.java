package io.megadb.tables.keyed;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.type.text.TypeText;
import io.megadb.vector.FlatVector;
import io.megadb.vector.Values;
import java.util.StringJoiner;

/** The error of a primary key that two rows would share, in PostgreSQL's words. */
final class DuplicateKey {
  private DuplicateKey() {}

  static MegaDbException error(TableLayout layout, FlatVector[] columns, int row) {
    StringJoiner names = new StringJoiner(", ", "(", ")");
    StringJoiner values = new StringJoiner(", ", "(", ")");
    for (int column : layout.keyColumns()) {
      names.add(layout.table().columns().get(column).name());
      values.add(
          TypeText.format(
              layout.types().get(column),
              Values.get(columns[column], row),
              EvaluationContext.constant()));
    }
    return new MegaDbException(
            SqlState.UNIQUE_VIOLATION,
            "duplicate key value violates unique constraint \""
                + layout.table().primaryKey().name()
                + "\"")
        .withDetail("Key " + names + "=" + values + " already exists.");
  }
}
