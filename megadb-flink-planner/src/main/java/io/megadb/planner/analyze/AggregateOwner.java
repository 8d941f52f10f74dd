package io.megadb.planner.analyze;

import io.megadb.planner.ast.CallParts;
import java.util.ArrayList;
import java.util.List;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.util.SqlBasicVisitor;

/**
 * Which query an aggregate belongs to: the innermost one whose columns its arguments use, and
 * without columns the one in which it stands. The aggregate of an outer query inside a subquery is
 * like an outer column there.
 */
final class AggregateOwner {
  private final Analysis analysis;

  AggregateOwner(Analysis analysis) {
    this.analysis = analysis;
  }

  Scope of(CallParts parts, Scope scope) {
    List<SqlNode> nodes = new ArrayList<>(parts.arguments());
    parts.orderBy().forEach(nodes::add);
    parts.withinGroup().forEach(nodes::add);
    if (parts.filter() != null) {
      nodes.add(parts.filter());
    }
    Nearest nearest = new Nearest(scope);
    nodes.forEach(node -> node.accept(nearest));
    return nearest.found == null ? scope : nearest.found;
  }

  /** The innermost scope that a column of an expression belongs to. */
  private final class Nearest extends SqlBasicVisitor<Void> {
    private final Scope scope;
    private Scope found;

    Nearest(Scope scope) {
      this.scope = scope;
    }

    @Override
    public Void visit(SqlIdentifier id) {
      for (Scope level = scope; level != null; level = level.parent()) {
        if (level.equals(found)) {
          return null;
        }
        if (analysis.expressions().columns().isOf(id, level)) {
          found = level;
          return null;
        }
      }
      return null;
    }

    @Override
    public Void visit(SqlCall call) {
      if (ExpressionAnalyzer.isQuery(call)) {
        // Its own columns may hide others; what it uses of this query decides at the latest then.
        found = scope;
        return null;
      }
      return super.visit(call);
    }
  }
}
