package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.ast.AlterTable;
import io.megadb.planner.ast.Comment;
import io.megadb.planner.ast.CreateSchema;
import io.megadb.planner.ast.CreateView;
import io.megadb.planner.ast.Drop;
import io.megadb.planner.ast.ObjectKind;
import io.megadb.planner.ast.Truncate;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.statement.CatalogChange;
import io.megadb.planner.statement.OutputColumn;
import io.megadb.planner.statement.PlannedStatement.Definition;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;

/** CREATE VIEW, CREATE SCHEMA, DROP, TRUNCATE, COMMENT and ALTER as changes of the catalog. */
public final class DefinitionAnalyzer {
  private final Analysis analysis;

  public DefinitionAnalyzer(Analysis analysis) {
    this.analysis = analysis;
  }

  public Definition createSchema(CreateSchema create) {
    if (!create.elements().isEmpty()) {
      throw analysis.notSupported("CREATE SCHEMA with elements", create.name());
    }
    SqlIdentifier id = create.name() == null ? create.owner() : create.name();
    String name = id.getSimple();
    if (name.startsWith("pg_")) {
      throw new MegaDbException(SqlState.RESERVED_NAME, "unacceptable schema name \"" + name + "\"")
          .withDetail("The prefix \"pg_\" is reserved for system schemas.");
    }
    if (analysis.relations().exists(name)) {
      if (!create.ifNotExists()) {
        throw new MegaDbException(
            SqlState.DUPLICATE_SCHEMA, "schema \"" + name + "\" already exists");
      }
      return new Definition(
          "CREATE SCHEMA", List.of(), List.of("schema \"" + name + "\" already exists, skipping"));
    }
    return definition("CREATE SCHEMA", new CatalogChange.CreateSchema(name, create.ifNotExists()));
  }

  private static Definition definition(String tag, CatalogChange... changes) {
    return new Definition(tag, List.of(changes), List.of());
  }

  public Definition createView(CreateView create) {
    if (create.temporary() || create.recursive() || create.checkOption() != null) {
      throw analysis.notSupported(
          create.temporary() ? "temporary views" : "RECURSIVE or CHECK OPTION views",
          create.name());
    }
    String schema = analysis.relations().creationSchema(create.name());
    String name = CallAnalyzer.simpleName(create.name());
    AnalyzedQuery query = analysis.queries().query(create.query());
    if (!analysis.parameters().types().isEmpty()) {
      throw new MegaDbException(
          SqlState.FEATURE_NOT_SUPPORTED, "views must not contain parameters");
    }
    if (create.columns() != null && create.columns().size() > query.columns().size()) {
      throw new MegaDbException(
          SqlState.SYNTAX_ERROR, "CREATE VIEW specifies more column names than columns");
    }
    List<ColumnDefinition> columns = new ArrayList<>();
    for (OutputColumn column : query.columns()) {
      int number = columns.size();
      boolean renamed = create.columns() != null && number < create.columns().size();
      String columnName = renamed ? create.columns().get(number).getSimple() : column.name();
      if (columns.stream().anyMatch(other -> other.name().equals(columnName))) {
        throw new MegaDbException(
            SqlState.DUPLICATE_COLUMN, "column \"" + columnName + "\" specified more than once");
      }
      columns.add(new ColumnDefinition(number + 1, columnName, column.type(), false, null, null));
    }
    TableDefinition existing = analysis.context().catalog().table(schema, name);
    TableDefinition view =
        new TableDefinition(
            existing == null ? 0 : existing.oid(),
            schema,
            name,
            RelationKind.VIEW,
            columns,
            null,
            List.of(),
            "",
            Map.of(),
            create.queryText(),
            analysis.context().evaluation().user(),
            null);
    if (existing == null) {
      return definition("CREATE VIEW", new CatalogChange.CreateTable(view, false));
    }
    if (!create.orReplace()) {
      throw new MegaDbException(
          SqlState.DUPLICATE_TABLE, "relation \"" + name + "\" already exists");
    }
    checkReplacement(existing, columns);
    return definition("CREATE VIEW", new CatalogChange.AlterTable(existing, view));
  }

  private static void checkReplacement(TableDefinition existing, List<ColumnDefinition> columns) {
    if (existing.kind() != RelationKind.VIEW) {
      throw new MegaDbException(
          SqlState.WRONG_OBJECT_TYPE, "\"" + existing.name() + "\" is not a view");
    }
    if (columns.size() < existing.columns().size()) {
      throw new MegaDbException(SqlState.INVALID_TABLE_DEFINITION, "cannot drop columns from view");
    }
    for (int i = 0; i < existing.columns().size(); i++) {
      ColumnDefinition before = existing.columns().get(i);
      ColumnDefinition after = columns.get(i);
      if (!before.name().equals(after.name())) {
        throw new MegaDbException(
                SqlState.INVALID_TABLE_DEFINITION,
                "cannot change name of view column \""
                    + before.name()
                    + "\" to \""
                    + after.name()
                    + "\"")
            .withHint(
                "Use ALTER VIEW ... RENAME COLUMN ... to change name of view column instead.");
      }
      if (!before.type().equals(after.type())) {
        throw new MegaDbException(
            SqlState.INVALID_TABLE_DEFINITION,
            "cannot change data type of view column \""
                + before.name()
                + "\" from "
                + before.type()
                + " to "
                + after.type());
      }
    }
  }

  public Definition drop(Drop drop) {
    return switch (drop.kind()) {
      case TABLE, VIEW, PROPERTY_GRAPH -> dropRelations(drop);
      case SCHEMA -> dropSchemas(drop);
      default -> throw MegaDbException.notSupported("DROP " + words(drop.kind()));
    };
  }

  private static String words(RelationKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String words(ObjectKind kind) {
    return kind.words().toUpperCase(Locale.ROOT);
  }

  private Definition dropRelations(Drop drop) {
    List<TableDefinition> dropped = new ArrayList<>();
    List<String> notices = new ArrayList<>();
    RelationKind kind =
        switch (drop.kind()) {
          case VIEW -> RelationKind.VIEW;
          case PROPERTY_GRAPH -> RelationKind.PROPERTY_GRAPH;
          default -> RelationKind.TABLE;
        };
    for (SqlIdentifier id : drop.names()) {
      TableDefinition table = analysis.relations().find(id);
      String name = CallAnalyzer.simpleName(id);
      if (table == null) {
        if (!drop.ifExists()) {
          throw new MegaDbException(
              SqlState.UNDEFINED_TABLE,
              drop.kind().words() + " \"" + String.join(".", id.names) + "\" does not exist");
        }
        notices.add(drop.kind().words() + " \"" + name + "\" does not exist, skipping");
      } else if (table.kind() != kind) {
        throw new MegaDbException(
                SqlState.WRONG_OBJECT_TYPE, "\"" + name + "\" is not a " + drop.kind().words())
            .withHint(
                "Use DROP "
                    + words(table.kind()).toUpperCase(Locale.ROOT)
                    + " to remove a "
                    + words(table.kind())
                    + ".");
      } else if (!dropped.contains(table)) {
        dropped.add(table);
      }
    }
    List<Integer> oids = new Dependents(analysis).withDependents(dropped, drop.cascade(), notices);
    return new Definition(
        "DROP " + words(drop.kind()),
        oids.isEmpty() ? List.of() : List.of(new CatalogChange.DropTables(oids)),
        notices);
  }

  private Definition dropSchemas(Drop drop) {
    List<CatalogChange> changes = new ArrayList<>();
    List<String> notices = new ArrayList<>();
    for (SqlIdentifier id : drop.names()) {
      String name = id.getSimple();
      if (!analysis.relations().exists(name)) {
        if (!drop.ifExists()) {
          throw new MegaDbException(
              SqlState.INVALID_SCHEMA_NAME, "schema \"" + name + "\" does not exist");
        }
        notices.add("schema \"" + name + "\" does not exist, skipping");
        continue;
      }
      boolean filled =
          analysis.context().catalog().tables().stream()
              .anyMatch(table -> table.schema().equals(name));
      if (filled && !drop.cascade()) {
        throw new MegaDbException(
                SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                "cannot drop schema " + name + " because other objects depend on it")
            .withHint("Use DROP ... CASCADE to drop the dependent objects too.");
      }
      changes.add(new CatalogChange.DropSchema(name, drop.cascade()));
    }
    return new Definition("DROP SCHEMA", changes, notices);
  }

  public Definition truncate(Truncate truncate) {
    List<Integer> oids = new ArrayList<>();
    for (SqlIdentifier id : truncate.tables()) {
      TableDefinition table = analysis.relations().existing(id);
      if (table.kind() == RelationKind.VIEW) {
        throw new MegaDbException(
            SqlState.WRONG_OBJECT_TYPE, "\"" + table.name() + "\" is not a table");
      }
      oids.add(new ModificationAnalyzer(analysis).target(id, "TRUNCATE").oid());
    }
    return definition("TRUNCATE TABLE", new CatalogChange.Truncate(oids));
  }

  public Definition comment(Comment comment) {
    switch (comment.kind()) {
      case TABLE, VIEW -> {
        TableDefinition table = analysis.relations().existing(comment.name());
        return definition(
            "COMMENT", new CatalogChange.AlterTable(table, table.withComment(comment.text())));
      }
      case COLUMN -> {
        SqlIdentifier id = comment.name();
        SqlIdentifier relation =
            new SqlIdentifier(id.names.subList(0, id.names.size() - 1), id.getParserPosition());
        TableDefinition table = analysis.relations().existing(relation);
        int index = column(table, CallAnalyzer.simpleName(id));
        List<ColumnDefinition> columns = new ArrayList<>(table.columns());
        columns.set(index, columns.get(index).withComment(comment.text()));
        return definition(
            "COMMENT", new CatalogChange.AlterTable(table, table.withColumns(columns)));
      }
      default -> throw MegaDbException.notSupported("COMMENT ON " + words(comment.kind()));
    }
  }

  private int column(TableDefinition table, String name) {
    int index = table.columnIndex(name);
    if (index < 0) {
      throw analysis.error(
          SqlState.UNDEFINED_COLUMN,
          "column \"" + name + "\" of relation \"" + table.name() + "\" does not exist",
          (SqlNode) null);
    }
    return index;
  }

  public Definition alter(AlterTable alter) {
    return new AlterTableAnalyzer(analysis).alter(alter);
  }
}
