package io.megadb.planner.parser;

import io.megadb.planner.ast.ColumnDefinition;
import io.megadb.planner.ast.Constraint;
import io.megadb.planner.ast.CreateTable;
import io.megadb.planner.ast.Option;
import io.megadb.planner.ast.Persistence;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlIdentifier;

/** Collects what stands in CREATE TABLE's parentheses; used by the generated parser. */
public final class TableElements {
  private final List<ColumnDefinition> columns = new ArrayList<>();
  private final List<Constraint> constraints = new ArrayList<>();
  private final List<SqlIdentifier> likes = new ArrayList<>();

  public void addColumn(ColumnDefinition column) {
    columns.add(column);
  }

  public void addConstraint(Constraint constraint) {
    constraints.add(constraint);
  }

  public void addLike(SqlIdentifier table) {
    likes.add(table);
  }

  /** The statement with these elements. */
  public CreateTable table(
      Persistence persistence,
      boolean ifNotExists,
      SqlIdentifier name,
      List<SqlIdentifier> inherits,
      SqlIdentifier method,
      List<Option> options,
      boolean partitioning,
      String onCommit) {
    return new CreateTable(
        persistence,
        ifNotExists,
        name,
        List.copyOf(columns),
        List.copyOf(constraints),
        List.copyOf(likes),
        inherits,
        method,
        options,
        partitioning,
        onCommit);
  }
}
