package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.PlanningContext;
import io.megadb.planner.catalog.CatalogSnapshot;
import io.megadb.planner.catalog.ColumnDefinition;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.parser.ParsedStatement;
import io.megadb.planner.parser.PgParser;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/** Which views and property graphs name which relations. */
final class Dependents {
  private final Analysis analysis;

  Dependents(Analysis analysis) {
    this.analysis = analysis;
  }

  /** Views and property graphs whose text names the relation. */
  private List<TableDefinition> of(TableDefinition relation) {
    List<TableDefinition> views = new ArrayList<>();
    for (TableDefinition view : analysis.context().catalog().tables()) {
      if (view.kind() != RelationKind.TABLE
          && view.viewSql() != null
          && !view.schema().equals("pg_catalog")
          && !view.schema().equals("information_schema")
          && names(view).contains(relation.oid())) {
        views.add(view);
      }
    }
    return views;
  }

  private Set<Integer> names(TableDefinition view) {
    if (isGraph(view)) {
      return new GraphReferences(view, analysis.relations()).tables();
    }
    Set<Integer> oids = new LinkedHashSet<>();
    PgParser.parse(view.viewSql())
        .get(0)
        .node()
        .accept(
            new SqlBasicVisitor<Void>() {
              @Override
              public Void visit(SqlIdentifier id) {
                if (!id.isStar() && id.names.size() <= 2) {
                  TableDefinition table = analysis.relations().find(id);
                  if (table != null) {
                    oids.add(table.oid());
                  }
                }
                return null;
              }
            });
    return oids;
  }

  /**
   * The relations to drop, dependants last.
   *
   * @throws MegaDbException 2BP01 if there are dependants and it is no CASCADE
   */
  List<Integer> withDependents(
      List<TableDefinition> dropped, boolean cascade, List<String> notices) {
    Set<Integer> oids = new LinkedHashSet<>();
    dropped.forEach(table -> oids.add(table.oid()));
    List<TableDefinition> open = new ArrayList<>(dropped);
    for (int i = 0; i < open.size(); i++) {
      TableDefinition table = open.get(i);
      for (TableDefinition view : of(table)) {
        if (!oids.add(view.oid())) {
          continue;
        }
        if (!cascade) {
          throw new MegaDbException(
                  SqlState.DEPENDENT_OBJECTS_STILL_EXIST,
                  "cannot drop "
                      + kind(table)
                      + " "
                      + table.name()
                      + " because other objects depend on it")
              .withDetail(
                  kind(view)
                      + " "
                      + view.name()
                      + " depends on "
                      + kind(table)
                      + " "
                      + table.name())
              .withHint("Use DROP ... CASCADE to drop the dependent objects too.");
        }
        notices.add("drop cascades to " + kind(view) + " " + view.name());
        open.add(view);
      }
    }
    return List.copyOf(oids);
  }

  /** A view's text would no longer fit. */
  void refuseRename(TableDefinition table) {
    for (TableDefinition view : of(table)) {
      throw MegaDbException.notSupported(
          "renaming \""
              + table.name()
              + "\" while "
              + kind(view)
              + " \""
              + view.name()
              + "\" depends on it");
    }
  }

  /** Views whose own text names a column, by star or by USING too. */
  List<TableDefinition> readers(TableDefinition table, ColumnDefinition column) {
    List<TableDefinition> readers = new ArrayList<>();
    for (TableDefinition view : of(table)) {
      if (isGraph(view)) {
        if (new GraphReferences(view, analysis.relations())
            .columns(table)
            .contains(column.name())) {
          readers.add(view);
        }
        continue;
      }
      Analysis.ColumnUse use = new Analysis.ColumnUse(table.oid(), column.attnum());
      if (uses(view, analysis.context().catalog()).contains(use)) {
        readers.add(view);
      }
    }
    return readers;
  }

  /** Views and property graphs that have a meaning only as long as the table has its key. */
  List<TableDefinition> onKey(TableDefinition table) {
    CatalogSnapshot catalog = analysis.context().catalog();
    TableDefinition without = table.withConstraints(null, table.checks());
    List<TableDefinition> relying = new ArrayList<>();
    for (TableDefinition view : of(table)) {
      if (isGraph(view)
          ? new GraphReferences(view, analysis.relations()).relyOnKey(table)
          : !sameUses(view, catalog, without)) {
        relying.add(view);
      }
    }
    return relying;
  }

  /**
   * Refuses a change after which the text of a view would name other columns: a star or NATURAL
   * would take a new column in, or a name would have two meanings. PostgreSQL fixes these when the
   * view is made.
   *
   * @param dropped views that go with the change
   */
  void refuseOtherMeaning(
      TableDefinition known, TableDefinition changed, List<TableDefinition> dropped) {
    CatalogSnapshot catalog = analysis.context().catalog();
    for (TableDefinition view : of(known)) {
      if (!dropped.contains(view) && !sameUses(view, catalog, changed)) {
        throw MegaDbException.notSupported(
                "changing columns of \""
                    + known.name()
                    + "\", which view \""
                    + view.name()
                    + "\" does not list one by one")
            .withHint("Make the view anew with the columns named instead of * or NATURAL.");
      }
    }
  }

  private boolean sameUses(TableDefinition view, CatalogSnapshot catalog, TableDefinition changed) {
    if (isGraph(view)) {
      return true;
    }
    List<Analysis.ColumnUse> before = uses(view, catalog);
    try {
      return before.equals(uses(view, new AlteredCatalog(catalog, changed)));
    } catch (MegaDbException e) {
      return false;
    }
  }

  private List<Analysis.ColumnUse> uses(TableDefinition view, CatalogSnapshot catalog) {
    PlanningContext context = analysis.context();
    ParsedStatement statement = PgParser.parse(view.viewSql()).get(0);
    Analysis reading =
        new Analysis(
            statement,
            new PlanningContext(
                catalog,
                context.statistics(),
                List.of(),
                context.evaluation(),
                context.functions(),
                context.extensions()));
    reading.queries().query(statement.node());
    return reading.uses();
  }

  private static boolean isGraph(TableDefinition relation) {
    return relation.kind() == RelationKind.PROPERTY_GRAPH;
  }

  static String kind(TableDefinition table) {
    return switch (table.kind()) {
      case TABLE -> "table";
      case VIEW -> "view";
      case PROPERTY_GRAPH -> "property graph";
    };
  }
}
