package io.megadb.planner.physical;

import io.megadb.plan.PlanNode;
import io.megadb.plan.SortKey;
import io.megadb.plan.WindowCall;
import io.megadb.plan.WindowFrame;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.InputReference;
import io.megadb.planner.relation.ExpressionTranslator;
import io.megadb.planner.relation.PgRelDataType;
import io.megadb.planner.relation.WindowRel;
import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rex.RexNode;

/**
 * Window functions: those whose windows have the same partition and orders that begin alike share a
 * node, and with it a sort. The window written first is sorted last, so that its order is the
 * result's.
 */
final class WindowPlanner {
  private final PlanBuilder builder;
  private final ExpressionTranslator expressions;

  WindowPlanner(PlanBuilder builder, ExpressionTranslator expressions) {
    this.builder = builder;
    this.expressions = expressions;
  }

  /** Calls that share a sort. */
  private static final class Sharing {
    private final List<Integer> partitionBy;
    private List<SortKey> orderBy;
    private final List<Integer> calls = new ArrayList<>();

    Sharing(List<Integer> partitionBy, List<SortKey> orderBy) {
      this.partitionBy = partitionBy;
      this.orderBy = orderBy;
    }

    boolean admits(List<Integer> partition, List<SortKey> order) {
      if (!new HashSet<>(partitionBy).equals(new HashSet<>(partition))) {
        return false;
      }
      int common = Math.min(orderBy.size(), order.size());
      return orderBy.subList(0, common).equals(order.subList(0, common));
    }

    void add(int call, List<SortKey> order) {
      calls.add(call);
      orderBy = order.size() > orderBy.size() ? order : orderBy;
    }
  }

  PlanNode window(WindowRel rel, PlanNode input) {
    List<Sharing> sharings = new ArrayList<>();
    for (int i = 0; i < rel.calls().size(); i++) {
      WindowRel.Window window = rel.calls().get(i).window();
      List<SortKey> order = order(window.orderBy());
      Sharing sharing = find(sharings, window.partitionBy(), order);
      if (sharing == null) {
        sharing = new Sharing(window.partitionBy(), order);
        sharings.add(sharing);
      }
      sharing.add(i, order);
    }
    int width = input.types().size();
    int[] columnOfCall = new int[rel.calls().size()];
    PlanNode node = input;
    for (int i = sharings.size() - 1; i >= 0; i--) {
      Sharing sharing = sharings.get(i);
      List<WindowCall> calls = new ArrayList<>();
      for (int call : sharing.calls) {
        columnOfCall[call] = node.types().size() + calls.size();
        calls.add(call(rel.calls().get(call), input));
      }
      node = builder.window(node, sharing.partitionBy, sharing.orderBy, calls);
    }
    List<Expression> output = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      output.add(new InputReference(i, node.types().get(i)));
    }
    for (int column : columnOfCall) {
      output.add(new InputReference(column, node.types().get(column)));
    }
    return builder.project(node, output);
  }

  private static Sharing find(
      List<Sharing> sharings, List<Integer> partition, List<SortKey> order) {
    for (Sharing sharing : sharings) {
      if (sharing.admits(partition, order)) {
        return sharing;
      }
    }
    return null;
  }

  /** Sort keys; a column that comes a second time decides nothing. */
  private static List<SortKey> order(List<RelFieldCollation> collation) {
    List<SortKey> keys = new ArrayList<>();
    Set<Integer> columns = new HashSet<>();
    for (RelFieldCollation key : collation) {
      if (columns.add(key.getFieldIndex())) {
        keys.add(SortKeys.of(key));
      }
    }
    return keys;
  }

  private WindowCall call(WindowRel.Call call, PlanNode input) {
    List<PgType> types = new ArrayList<>();
    call.arguments().forEach(argument -> types.add(input.types().get(argument)));
    return new WindowCall(
        call.function().id(),
        call.arguments(),
        types,
        call.filter(),
        order(call.window().orderBy()).size(),
        frame(call.window().frame()),
        PgRelDataType.of(call.type()));
  }

  private WindowFrame frame(WindowRel.Frame frame) {
    return new WindowFrame(
        frame.unit(),
        new WindowFrame.Bound(frame.startKind(), offset(frame.startOffset())),
        new WindowFrame.Bound(frame.endKind(), offset(frame.endOffset())),
        frame.exclusion());
  }

  private Expression offset(RexNode offset) {
    return offset == null ? null : expressions.translate(offset);
  }
}
