package io.megadb.tables.connector.sink;

import io.megadb.function.EvaluationContext;
import io.megadb.plan.ModifyNode;
import io.megadb.plan.expression.Expression;
import io.megadb.type.PgType;
import java.io.Serializable;
import java.util.List;

/**
 * A planned INSERT of rows that come from Flink. Travels with the job.
 *
 * @param id unique, to tell this write from others of the same job
 * @param databaseId the database written to
 * @param insert constraints and what happens on conflict
 * @param fields positions, in Flink's rows, of the columns written
 * @param types of these columns
 * @param row all columns of the table, computed from the columns written
 * @param key positions of the primary key's columns in the table, where rows of one key must not
 *     meet in one statement; else empty
 * @param evaluation zone for reading texts and computing defaults
 */
record TableWrite(
    String id,
    String databaseId,
    ModifyNode insert,
    List<Integer> fields,
    List<PgType> types,
    List<Expression> row,
    List<Integer> key,
    EvaluationContext evaluation)
    implements Serializable {
  TableWrite {
    fields = List.copyOf(fields);
    types = List.copyOf(types);
    row = List.copyOf(row);
    key = List.copyOf(key);
  }
}
