package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.catalog.TableDefinition;
import java.util.List;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlIdentifier;

/** Column names, unqualified or qualified, in a scope and those around it. */
final class ColumnResolver {
  private final Analysis analysis;

  ColumnResolver(Analysis analysis) {
    this.analysis = analysis;
  }

  Typed resolve(SqlIdentifier id, Scope scope) {
    return switch (id.names.size()) {
      case 1 -> unqualified(id, scope);
      case 2 -> qualified(id, null, id.names.get(0), id.names.get(1), scope);
      case 3 -> qualified(id, id.names.get(0), id.names.get(1), id.names.get(2), scope);
      default ->
          throw analysis.error(
              SqlState.SYNTAX_ERROR,
              "improper qualified name (too many dotted names): " + String.join(".", id.names),
              id);
    };
  }

  /** Whether a name means a column of this scope itself. */
  boolean isOf(SqlIdentifier id, Scope scope) {
    int size = id.names.size();
    if (size == 1) {
      return !id.isStar() && !scope.columns(id.getSimple()).isEmpty();
    }
    return size <= 3
        && scope.relations(id.names.get(size - 2)).stream()
            .anyMatch(item -> size == 2 || isOf(item, id.names.get(0)));
  }

  private Typed unqualified(SqlIdentifier id, Scope scope) {
    String name = id.getSimple();
    for (Scope level = scope; level != null; level = level.parent()) {
      List<ScopeColumn> found = level.columns(name);
      if (found.size() > 1) {
        throw analysis.error(
            SqlState.AMBIGUOUS_COLUMN, "column reference \"" + name + "\" is ambiguous", id);
      }
      if (!found.isEmpty()) {
        return reference(found.get(0), level, scope, id, qualifiedName(level, found.get(0)));
      }
    }
    if (scope.clause().equals("DEFAULT expressions")) {
      throw analysis.error(
          SqlState.FEATURE_NOT_SUPPORTED, "cannot use column reference in DEFAULT expression", id);
    }
    for (Scope level = scope; level != null; level = level.parent()) {
      if (!level.relations(name).isEmpty()) {
        throw analysis.notSupported("whole-row reference to \"" + name + "\"", id);
      }
    }
    MegaDbException error =
        analysis.error(SqlState.UNDEFINED_COLUMN, "column \"" + name + "\" does not exist", id);
    String hint = nearest(name, null, scope);
    throw hint == null ? error : error.withHint(hint);
  }

  private Typed qualified(
      SqlIdentifier id, String schema, String relation, String column, Scope scope) {
    for (Scope level = scope; level != null; level = level.parent()) {
      List<ScopeRelation> found =
          level.relations(relation).stream()
              .filter(item -> schema == null || isOf(item, schema))
              .toList();
      if (found.size() > 1) {
        throw analysis.error(
            SqlState.AMBIGUOUS_ALIAS, "table reference \"" + relation + "\" is ambiguous", id);
      }
      if (found.isEmpty()) {
        continue;
      }
      ScopeColumn match = null;
      for (ScopeColumn candidate : found.get(0).columns()) {
        if (candidate.name().equals(column)) {
          if (match != null) {
            throw analysis.error(
                SqlState.AMBIGUOUS_COLUMN, "column reference \"" + column + "\" is ambiguous", id);
          }
          match = candidate;
        }
      }
      if (match == null) {
        MegaDbException error =
            analysis.error(
                SqlState.UNDEFINED_COLUMN,
                "column " + relation + "." + column + " does not exist",
                id);
        String hint = nearest(column, relation, scope);
        throw hint == null ? error : error.withHint(hint);
      }
      return reference(match, level, scope, id, relation + "." + column);
    }
    throw missingRelation(schema == null ? relation : schema + "." + relation, relation, id, scope);
  }

  MegaDbException missingRelation(String shown, String relation, SqlIdentifier id, Scope scope) {
    for (Scope level = scope; level != null; level = level.parent()) {
      if (level.from() == null) {
        continue;
      }
      for (ScopeRelation item : level.from().relations()) {
        TableDefinition table = item.table();
        if (table != null && table.name().equals(relation) && !item.alias().equals(relation)) {
          return analysis
              .error(
                  SqlState.UNDEFINED_TABLE,
                  "invalid reference to FROM-clause entry for table \"" + relation + "\"",
                  id)
              .withHint("Perhaps you meant to reference the table alias \"" + item.alias() + "\".");
        }
      }
    }
    return analysis.error(
        SqlState.UNDEFINED_TABLE, "missing FROM-clause entry for table \"" + shown + "\"", id);
  }

  static boolean isOf(ScopeRelation item, String schema) {
    return item.schemaVisible() && item.table() != null && item.table().schema().equals(schema);
  }

  private Typed reference(
      ScopeColumn column, Scope level, Scope scope, SqlIdentifier id, String shown) {
    analysis.use(column);
    RexNode node;
    if (level == scope) {
      node =
          analysis
              .rex()
              .makeInputRef(
                  level.row().getFieldList().get(column.index()).getType(), column.index());
      level.recordUse(node, shown, id.getParserPosition());
    } else {
      RexNode variable =
          analysis.rex().makeCorrel(level.outerRow(), level.correlation(level.from().rel()));
      node = analysis.rex().makeFieldAccess(variable, column.index());
      level.recordUse(node, shown, id.getParserPosition());
    }
    return new Typed(node, id.getParserPosition());
  }

  private static String qualifiedName(Scope level, ScopeColumn column) {
    for (ScopeRelation relation : level.from().relations()) {
      for (ScopeColumn other : relation.columns()) {
        if (other.index() == column.index() && !relation.alias().isEmpty()) {
          return relation.alias() + "." + column.name();
        }
      }
    }
    return column.name();
  }

  private static String nearest(String name, String relation, Scope scope) {
    NearestName nearest = new NearestName(name);
    for (Scope level = scope; level != null; level = level.parent()) {
      if (level.from() == null) {
        continue;
      }
      for (ScopeRelation item : level.from().relations()) {
        if (relation == null || item.alias().equals(relation)) {
          item.columns()
              .forEach(column -> nearest.offer(column.name(), item.alias() + "." + column.name()));
        }
      }
    }
    return nearest.hint();
  }
}
