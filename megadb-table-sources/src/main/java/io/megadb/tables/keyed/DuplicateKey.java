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

  /** A row that is written has the key of another. */
  static MegaDbException error(TableLayout layout, FlatVector[] columns, int row) {
    return new MegaDbException(
            SqlState.UNIQUE_VIOLATION,
            "duplicate key value violates unique constraint \""
                + layout.table().primaryKey().name()
                + "\"")
        .withDetail(key(layout, layout.keyOf(columns), row) + " already exists.");
  }

  /** Two rows have one key in a table that is to have a primary key. */
  static MegaDbException amongRows(TableLayout layout, FlatVector[] key, int row) {
    return new MegaDbException(
            SqlState.UNIQUE_VIOLATION,
            "could not create unique index \"" + layout.table().primaryKey().name() + "\"")
        .withDetail(key(layout, key, row) + " is duplicated.");
  }

  private static String key(TableLayout layout, FlatVector[] key, int row) {
    StringJoiner names = new StringJoiner(", ", "(", ")");
    StringJoiner values = new StringJoiner(", ", "(", ")");
    int[] columns = layout.keyColumns();
    for (int k = 0; k < columns.length; k++) {
      names.add(layout.table().columns().get(columns[k]).name());
      values.add(
          TypeText.format(
              layout.types().get(columns[k]),
              Values.get(key[k], row),
              EvaluationContext.constant()));
    }
    return "Key " + names + "=" + values;
  }
}
