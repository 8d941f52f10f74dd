package io.megadb.gateway.execute;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.function.string.Identifiers;
import io.megadb.planner.ast.MaintenanceCommand;
import io.megadb.planner.ast.MaintenanceCommand.Target;
import io.megadb.planner.ast.Option;
import io.megadb.planner.ast.QualifiedName;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.parser.ParsedStatement;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.statement.PlannedStatement;
import io.megadb.planner.storage.TableAnalyzer;
import io.megadb.vector.Batch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Runs ANALYZE, and VACUUM, of which no more than its ANALYZE is left to do: old versions are
 * collected as rows are written. Each table is read by a query of its own, some columns at a time.
 */
final class AnalyzeStatements {
  /** Columns read at a time, which bounds the sample in memory. */
  private static final int COLUMNS_AT_ONCE = 8;

  private static final Set<String> ANALYZE_OPTIONS = Set.of("verbose", "skip_locked");

  private static final Set<String> VACUUM_OPTIONS =
      Set.of(
          "analyze",
          "verbose",
          "skip_locked",
          "full",
          "freeze",
          "disable_page_skipping",
          "index_cleanup",
          "process_toast",
          "truncate",
          "parallel");

  private final StatementRunner runner;

  AnalyzeStatements(StatementRunner runner) {
    this.runner = runner;
  }

  RunningStatement vacuum(
      MaintenanceCommand.Vacuum vacuum, ParsedStatement statement, StatementScope scope)
      throws Exception {
    check(vacuum.options(), VACUUM_OPTIONS, "VACUUM", statement);
    Map<TableDefinition, List<Integer>> tables = tables(vacuum.tables(), scope);
    if (isOn("analyze", vacuum.options())) {
      analyze(tables, isOn("verbose", vacuum.options()), scope);
    } else if (vacuum.tables().stream().anyMatch(target -> !target.columns().isEmpty())) {
      throw new MegaDbException(
          SqlState.FEATURE_NOT_SUPPORTED,
          "ANALYZE option must be specified when a column list is provided");
    }
    return TextRows.none("VACUUM");
  }

  RunningStatement analyze(
      MaintenanceCommand.Analyze analyze, ParsedStatement statement, StatementScope scope)
      throws Exception {
    check(analyze.options(), ANALYZE_OPTIONS, "ANALYZE", statement);
    analyze(tables(analyze.tables(), scope), isOn("verbose", analyze.options()), scope);
    return TextRows.none("ANALYZE");
  }

  private static void check(
      List<Option> options, Set<String> known, String command, ParsedStatement statement) {
    for (Option option : options) {
      if (!known.contains(option.name())) {
        throw new MegaDbException(
                SqlState.SYNTAX_ERROR,
                "unrecognized " + command + " option \"" + option.name() + "\"")
            .withPosition(statement.position(option.pos()));
      }
    }
  }

  private static boolean isOn(String name, List<Option> options) {
    boolean on = false;
    for (Option option : options) {
      if (option.name().equals(name)) {
        String value = option.text() == null ? "on" : option.text().toLowerCase(Locale.ROOT);
        on =
            switch (value) {
              case "on", "true", "1" -> true;
              case "off", "false", "0" -> false;
              default ->
                  throw new MegaDbException(
                      SqlState.SYNTAX_ERROR, name + " requires a Boolean value");
            };
      }
    }
    return on;
  }

  /** Tables with the positions of the columns that are meant. */
  private static Map<TableDefinition, List<Integer>> tables(
      List<Target> targets, StatementScope scope) {
    Map<TableDefinition, List<Integer>> tables = new LinkedHashMap<>();
    for (Target target : targets) {
      QualifiedName name = target.tableName();
      TableDefinition table = SearchPath.find(name.parts(), scope);
      if (table == null) {
        throw new MegaDbException(
            SqlState.UNDEFINED_TABLE, "relation \"" + name + "\" does not exist");
      }
      if (isAnalyzed(table)) {
        tables.put(table, columns(target, table));
      } else {
        tell(
            "skipping \""
                + table.name()
                + "\" --- cannot analyze non-tables or special system tables",
            scope);
      }
    }
    if (targets.isEmpty()) {
      for (TableDefinition table : scope.transaction().catalog().tables()) {
        if (isAnalyzed(table)) {
          tables.put(table, all(table));
        }
      }
    }
    return tables;
  }

  private static boolean isAnalyzed(TableDefinition table) {
    return table.kind() == RelationKind.TABLE && !table.accessMethod().equals("catalog");
  }

  private static List<Integer> columns(Target target, TableDefinition table) {
    List<Integer> columns = new ArrayList<>();
    for (QualifiedName name : target.columnNames()) {
      int index = table.columnIndex(name.last());
      if (index < 0) {
        throw new MegaDbException(
            SqlState.UNDEFINED_COLUMN,
            "column \"" + name.last() + "\" of relation \"" + table.name() + "\" does not exist");
      }
      if (columns.contains(index)) {
        throw new MegaDbException(
            SqlState.DUPLICATE_COLUMN,
            "column \""
                + name.last()
                + "\" of relation \""
                + table.name()
                + "\" appears more than once");
      }
      columns.add(index);
    }
    return columns.isEmpty() ? all(table) : columns;
  }

  private static List<Integer> all(TableDefinition table) {
    return IntStream.range(0, table.columns().size()).boxed().toList();
  }

  private void analyze(
      Map<TableDefinition, List<Integer>> tables, boolean verbose, StatementScope scope)
      throws Exception {
    for (Map.Entry<TableDefinition, List<Integer>> entry : tables.entrySet()) {
      TableDefinition table = entry.getKey();
      List<Integer> columns = entry.getValue();
      if (verbose) {
        tell("analyzing \"" + table.schema() + "." + table.name() + "\"", scope);
      }
      TableAnalyzer analyzer = scope.transaction().analyzer(table.reference());
      for (int from = 0; from == 0 || from < columns.size(); from += COLUMNS_AT_ONCE) {
        read(
            table,
            columns.subList(from, Math.min(columns.size(), from + COLUMNS_AT_ONCE)),
            analyzer,
            scope);
      }
      if (verbose) {
        tell("\"" + table.name() + "\": scanned " + analyzer.rows() + " live rows", scope);
      }
      analyzer.store();
    }
  }

  private void read(
      TableDefinition table, List<Integer> columns, TableAnalyzer analyzer, StatementScope scope)
      throws Exception {
    String names =
        columns.stream()
            .map(column -> Identifiers.quote(table.columns().get(column).name()))
            .collect(Collectors.joining(", "));
    String text =
        "SELECT "
            + (names.isEmpty() ? "1" : names)
            + " FROM "
            + Identifiers.quote(table.schema())
            + "."
            + Identifiers.quote(table.name());
    PlannedStatement.Query query =
        (PlannedStatement.Query) runner.plan(PgParser.parse(text).get(0), List.of(), scope);
    analyzer.columns(columns);
    try (RunningStatement rows =
        runner.query(query, text, scope, runner.context(scope, List.of()))) {
      for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
        analyzer.add(batch);
      }
    }
  }

  private static void tell(String message, StatementScope scope) {
    scope.notices().accept(new MegaDbException(SqlState.SUCCESSFUL_COMPLETION, message));
  }
}
