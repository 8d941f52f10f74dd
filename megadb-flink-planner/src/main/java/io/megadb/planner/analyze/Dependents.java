package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.catalog.RelationKind;
import io.megadb.planner.catalog.TableDefinition;
import io.megadb.planner.parser.PgParser;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/** Which views name which relations. */
final class Dependents {
  private final Analysis analysis;

  Dependents(Analysis analysis) {
    this.analysis = analysis;
  }

  /** Views whose text names the relation. */
  private List<TableDefinition> of(TableDefinition relation) {
    List<TableDefinition> views = new ArrayList<>();
    for (TableDefinition view : analysis.context().catalog().tables()) {
      if (view.kind() == RelationKind.VIEW
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
              .withDetail("view " + view.name() + " depends on " + kind(table) + " " + table.name())
              .withHint("Use DROP ... CASCADE to drop the dependent objects too.");
        }
        notices.add("drop cascades to view " + view.name());
        open.add(view);
      }
    }
    return List.copyOf(oids);
  }

  /** A view's text would no longer fit. */
  void refuseChange(List<TableDefinition> changed) {
    for (TableDefinition table : changed) {
      for (TableDefinition view : of(table)) {
        throw MegaDbException.notSupported(
            "renaming \"" + table.name() + "\" while view \"" + view.name() + "\" depends on it");
      }
    }
  }

  private static String kind(TableDefinition table) {
    return table.kind() == RelationKind.VIEW ? "view" : "table";
  }
}
