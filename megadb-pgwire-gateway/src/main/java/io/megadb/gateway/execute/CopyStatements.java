package io.megadb.gateway.execute;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.execution.ExecutionContext;
import io.megadb.gateway.copy.CopyFormat;
import io.megadb.gateway.copy.CopyIn;
import io.megadb.gateway.copy.CopyOut;
import io.megadb.gateway.protocol.MessageWriter;
import io.megadb.plan.expression.Expression;
import io.megadb.planner.ast.Copy;
import io.megadb.planner.ast.QualifiedName;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.parser.ParsedStatement;
import io.megadb.planner.parser.PgParser;
import io.megadb.planner.statement.PlannedStatement;
import io.megadb.planner.storage.StatementSnapshot;
import io.megadb.planner.write.InsertedRow;
import io.megadb.planner.write.ModifySink;
import io.megadb.type.PgType;
import io.megadb.type.text.TextSink;
import io.megadb.vector.Batch;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Runs COPY in all its forms. */
final class CopyStatements {
  private static final int SERVER_FILE_CHUNK_BYTES = 1 << 16;

  private final StatementRunner runner;
  private final Path serverFiles;

  /**
   * @param serverFiles the only directory whose files COPY may read and write; null for none
   */
  CopyStatements(StatementRunner runner, Path serverFiles) {
    this.runner = runner;
    this.serverFiles = serverFiles;
  }

  /** Starts COPY FROM. */
  CopyIn in(Copy copy, ParsedStatement statement, StatementScope scope) {
    if (copy.where() != null) {
      throw MegaDbException.notSupported("COPY FROM with WHERE");
    }
    CopyFormat format = CopyFormat.of(copy);
    TableDefinition table = table(copy, statement, scope);
    List<ColumnDefinition> columns = columns(copy, table, statement);
    List<PgType> types = columns.stream().map(ColumnDefinition::type).toList();
    PlannedStatement.Modification insert = insert(table, columns, types, scope);
    ExecutionContext context = runner.context(scope, List.of());
    StatementSnapshot snapshot = scope.transaction().startStatement();
    snapshot.keepsToItself();
    try {
      ModifySink sink = new ModifySink(insert.plan(), scope.transaction(), snapshot, context);
      return new CopyIn(
          table.name(),
          columns.stream().map(ColumnDefinition::name).toList(),
          types,
          fieldExpressions(insert),
          format,
          sink,
          snapshot,
          context);
    } catch (RuntimeException e) {
      snapshot.close();
      throw e;
    }
  }

  /**
   * The plan of INSERT INTO table (columns) VALUES ($1, ...): it brings the assignment casts, the
   * other columns' defaults and the constraints.
   */
  private PlannedStatement.Modification insert(
      TableDefinition table,
      List<ColumnDefinition> columns,
      List<PgType> types,
      StatementScope scope) {
    StringBuilder parameters = new StringBuilder();
    for (int i = 1; i <= columns.size(); i++) {
      parameters.append(i == 1 ? "$" : ", $").append(i);
    }
    String names =
        columns.stream().map(column -> quote(column.name())).collect(Collectors.joining(", "));
    String sql = "INSERT INTO " + quote(table) + " (" + names + ") VALUES (" + parameters + ")";
    return (PlannedStatement.Modification) runner.plan(PgParser.parse(sql).get(0), types, scope);
  }

  /** The inserted row's expressions, with the fields read in place of the parameters. */
  private static List<Expression> fieldExpressions(PlannedStatement.Modification insert) {
    return InsertedRow.expressions(insert.plan().input());
  }

  /** COPY TO STDOUT, or between server files and tables. */
  RunningStatement run(Copy copy, ParsedStatement statement, StatementScope scope)
      throws Exception {
    if (copy.program()) {
      throw MegaDbException.notSupported("COPY with PROGRAM");
    }
    if (copy.from()) {
      return fromFile(copy, statement, scope);
    }
    CopyFormat format = CopyFormat.of(copy);
    PlannedStatement.Query query = query(copy, statement, scope);
    try (RunningStatement rows = runner.start(query, statement, List.of(), scope)) {
      long count;
      if (copy.file() == null) {
        MessageWriter.copyResponse(scope.output().buffer(), false, query.columns().size());
        count =
            write(
                rows,
                new CopyOut(query.columns(), format, scope.evaluation()),
                (line) -> {
                  int start = MessageWriter.begin(scope.output().buffer(), 'd');
                  scope.output().buffer().writeBytes(line.array(), 0, line.length());
                  MessageWriter.end(scope.output().buffer(), start);
                  scope.output().sendIfLarge();
                });
        MessageWriter.copyDone(scope.output().buffer());
      } else {
        Path file = serverFile(copy.file());
        try (OutputStream out = Files.newOutputStream(file)) {
          count =
              write(
                  rows,
                  new CopyOut(query.columns(), format, scope.evaluation()),
                  line -> out.write(line.array(), 0, line.length()));
        }
      }
      return TextRows.none("COPY " + count);
    }
  }

  private interface LineConsumer {
    void accept(TextSink line) throws IOException;
  }

  private static long write(RunningStatement rows, CopyOut out, LineConsumer consumer)
      throws Exception {
    TextSink line = new TextSink();
    out.header(line);
    if (line.length() > 0) {
      consumer.accept(line);
    }
    long count = 0;
    for (Batch batch = rows.next(); batch != null; batch = rows.next()) {
      for (int row = 0; row < batch.size(); row++) {
        line.truncate(0);
        out.row(batch, row, line);
        consumer.accept(line);
      }
      count += batch.size();
    }
    return count;
  }

  private PlannedStatement.Query query(Copy copy, ParsedStatement statement, StatementScope scope) {
    if (copy.query() != null) {
      PlannedStatement planned =
          runner.plan(
              new ParsedStatement(copy.query(), statement.text(), statement.offset()), null, scope);
      if (planned instanceof PlannedStatement.Query query) {
        return query;
      }
      throw MegaDbException.notSupported("COPY of a modifying query");
    }
    TableDefinition table = table(copy, statement, scope);
    if (table.kind() == RelationKind.VIEW) {
      throw new MegaDbException(
              SqlState.WRONG_OBJECT_TYPE, "cannot copy from view \"" + table.name() + "\"")
          .withHint("Try the COPY (SELECT ...) TO variant.");
    }
    String names =
        columns(copy, table, statement).stream()
            .map(column -> quote(column.name()))
            .collect(Collectors.joining(", "));
    String sql = "SELECT " + names + " FROM " + quote(table);
    return (PlannedStatement.Query) runner.plan(PgParser.parse(sql).get(0), null, scope);
  }

  private RunningStatement fromFile(Copy copy, ParsedStatement statement, StatementScope scope)
      throws IOException {
    Path file = serverFile(copy.file());
    try (InputStream in = Files.newInputStream(file);
        CopyIn rows = in(copy, statement, scope)) {
      for (byte[] chunk = in.readNBytes(SERVER_FILE_CHUNK_BYTES);
          chunk.length > 0;
          chunk = in.readNBytes(SERVER_FILE_CHUNK_BYTES)) {
        rows.data(chunk);
      }
      return TextRows.none("COPY " + rows.finish());
    }
  }

  /** The file, if it lies below the directory that the server may use. */
  private Path serverFile(String name) throws IOException {
    MegaDbException refused =
        new MegaDbException(
                SqlState.INSUFFICIENT_PRIVILEGE,
                "must not COPY to or from a file on the server: \"" + name + "\"")
            .withHint(
                "Use psql's \\copy, or start the server with --copy-directory and name a file"
                    + " below it.");
    if (serverFiles == null) {
      throw refused;
    }
    Path directory = serverFiles.toRealPath();
    Path file = directory.resolve(name).normalize();
    Path existing = Files.exists(file) ? file.toRealPath() : file;
    if (!existing.startsWith(directory)) {
      throw refused;
    }
    return file;
  }

  private TableDefinition table(Copy copy, ParsedStatement statement, StatementScope scope) {
    QualifiedName name = copy.tableName();
    TableDefinition table = SearchPath.find(name.parts(), scope);
    if (table == null) {
      throw new MegaDbException(
              SqlState.UNDEFINED_TABLE, "relation \"" + name + "\" does not exist")
          .withPosition(statement.position(name.position()));
    }
    return table;
  }

  private static List<ColumnDefinition> columns(
      Copy copy, TableDefinition table, ParsedStatement statement) {
    if (copy.columnNames().isEmpty()) {
      return table.columns();
    }
    List<ColumnDefinition> columns = new ArrayList<>();
    for (QualifiedName name : copy.columnNames()) {
      int index = table.columnIndex(name.last());
      if (index < 0) {
        throw new MegaDbException(
                SqlState.UNDEFINED_COLUMN,
                "column \""
                    + name.last()
                    + "\" of relation \""
                    + table.name()
                    + "\" does not exist")
            .withPosition(statement.position(name.position()));
      }
      if (columns.contains(table.columns().get(index))) {
        throw new MegaDbException(
            SqlState.DUPLICATE_COLUMN, "column \"" + name.last() + "\" specified more than once");
      }
      columns.add(table.columns().get(index));
    }
    return columns;
  }

  private static String quote(TableDefinition table) {
    return quote(table.schema()) + "." + quote(table.name());
  }

  private static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
