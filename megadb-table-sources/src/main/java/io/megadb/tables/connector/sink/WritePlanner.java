package io.megadb.tables.connector.sink;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.EvaluationContext;
import io.megadb.function.FunctionRegistry;
import io.megadb.function.string.Identifiers;
import io.megadb.planner.PlanningContext;
import io.megadb.planner.StatementPlanner;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.spi.MegaDbExtensions;
import io.megadb.planner.statement.PlannedStatement;
import io.megadb.planner.storage.Database;
import io.megadb.planner.storage.TableStatistics;
import io.megadb.planner.write.InsertedRow;
import io.megadb.type.PgType;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Plans a write as the INSERT statement it stands for, which brings the other columns' defaults,
 * the constraints and ON CONFLICT. Immutable.
 */
public final class WritePlanner {
  private final Database database;
  private final MegaDbExtensions extensions;
  private final FunctionRegistry functions;

  public WritePlanner(Database database, MegaDbExtensions extensions, FunctionRegistry functions) {
    this.database = database;
    this.extensions = extensions;
    this.functions = functions;
  }

  Database database() {
    return database;
  }

  /**
   * Plans writing some columns.
   *
   * @param fields the columns' positions in the table, which are those in Flink's rows
   */
  TableWrite plan(TableDefinition table, List<Integer> fields, OnConflict onConflict, ZoneId zone) {
    if (onConflict != OnConflict.ERROR && !isKeyed(table)) {
      throw new MegaDbException(
              SqlState.INVALID_COLUMN_REFERENCE,
              "sink.on-conflict needs a primary key, table \"" + table.name() + "\" enforces none")
          .withHint("Create the table in the tier oltp or memory with a PRIMARY KEY.");
    }
    EvaluationContext constant = EvaluationContext.constant();
    EvaluationContext evaluation =
        new EvaluationContext(
            zone,
            0,
            0,
            constant.user(),
            constant.database(),
            0,
            constant.settings(),
            EvaluationContext.NONE);
    List<ColumnDefinition> columns = fields.stream().map(table.columns()::get).toList();
    List<PgType> types = columns.stream().map(ColumnDefinition::type).toList();
    PlanningContext context =
        new PlanningContext(
            database.catalog(),
            reference -> new TableStatistics(0, 0, Map.of()),
            types,
            evaluation,
            functions,
            extensions);
    PlannedStatement.Modification insert =
        (PlannedStatement.Modification)
            new StatementPlanner()
                .plan(PgParser.parse(sql(table, columns, onConflict)).get(0), context);
    return new TableWrite(
        UUID.randomUUID().toString(),
        database.id(),
        insert.plan(),
        fields,
        types,
        InsertedRow.expressions(insert.plan().input()),
        onConflict == OnConflict.UPDATE ? table.primaryKey().columns() : List.of(),
        evaluation);
  }

  static boolean isKeyed(TableDefinition table) {
    return table.primaryKey() != null && table.primaryKey().enforced();
  }

  private static String sql(
      TableDefinition table, List<ColumnDefinition> columns, OnConflict onConflict) {
    String names = columns.stream().map(WritePlanner::quote).collect(Collectors.joining(", "));
    String parameters =
        IntStream.rangeClosed(1, columns.size())
            .mapToObj(number -> "$" + number)
            .collect(Collectors.joining(", "));
    String insert =
        "INSERT INTO "
            + Identifiers.quote(table.schema())
            + "."
            + Identifiers.quote(table.name())
            + " ("
            + names
            + ") VALUES ("
            + parameters
            + ")";
    return insert
        + switch (onConflict) {
          case ERROR -> "";
          case IGNORE -> " ON CONFLICT DO NOTHING";
          case UPDATE -> update(table, columns);
        };
  }

  private static String update(TableDefinition table, List<ColumnDefinition> columns) {
    List<ColumnDefinition> key =
        table.primaryKey().columns().stream().map(table.columns()::get).toList();
    String assignments =
        columns.stream()
            .filter(column -> !key.contains(column))
            .map(column -> quote(column) + " = EXCLUDED." + quote(column))
            .collect(Collectors.joining(", "));
    String target = key.stream().map(WritePlanner::quote).collect(Collectors.joining(", "));
    return assignments.isEmpty()
        ? " ON CONFLICT DO NOTHING"
        : " ON CONFLICT (" + target + ") DO UPDATE SET " + assignments;
  }

  private static String quote(ColumnDefinition column) {
    return Identifiers.quote(column.name());
  }
}
