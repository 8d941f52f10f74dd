package io.megadb.planner.analyze;

import io.megadb.error.SqlState;
import io.megadb.planner.ast.CallParts;
import io.megadb.type.PgType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexVisitorImpl;
import org.apache.calcite.sql.SqlNode;

/** Aggregates with WITHIN GROUP: direct arguments, then the values in their order. */
final class OrderedSetCall {
  private static final Set<String> NAMES = Set.of("percentile_cont", "percentile_disc", "mode");
  private static final Set<String> HYPOTHETICAL =
      Set.of("rank", "dense_rank", "percent_rank", "cume_dist");

  private final Analysis analysis;

  OrderedSetCall(Analysis analysis) {
    this.analysis = analysis;
  }

  /** Whether this function cannot be called without WITHIN GROUP. */
  static boolean isRequired(String name) {
    return NAMES.contains(name);
  }

  Typed analyze(String name, CallParts parts, SqlNode node, Scope scope) {
    if (parts.withinGroup().isEmpty()) {
      List<Typed> arguments = analysis.expressions().analyzeAll(parts.arguments(), scope);
      analysis.functions().function(name, arguments, node.getParserPosition());
      throw analysis.error(
          SqlState.WRONG_OBJECT_TYPE,
          "WITHIN GROUP is required for ordered-set aggregate " + name,
          node);
    }
    if (parts.over() != null) {
      throw analysis.error(
          SqlState.FEATURE_NOT_SUPPORTED,
          "OVER is not supported for ordered-set aggregate " + name,
          node);
    }
    if (HYPOTHETICAL.contains(name)) {
      throw analysis.notSupported("hypothetical-set aggregates", node);
    }
    Scope owner = new AggregateOwner(analysis).of(parts, scope);
    AggregateCollector collector = owner.aggregates();
    if (!owner.aggregatesAllowed() || collector == null) {
      throw aggregates().notHere("aggregate functions", owner, node);
    }
    if (collector.isInside()) {
      throw analysis.error(
          SqlState.GROUPING_ERROR, "aggregate function calls cannot be nested", node);
    }
    List<Typed> direct =
        collector.inside(() -> analysis.expressions().analyzeAll(parts.arguments(), owner));
    List<OrderKey> keys = new ArrayList<>();
    List<Typed> all = new ArrayList<>(direct);
    for (SqlNode item : parts.withinGroup()) {
      OrderKey key = collector.inside(() -> aggregates().orderKey(item, owner));
      keys.add(key);
      all.add(new Typed(key.value(), SortItem.of(item, analysis).expression().getParserPosition()));
    }
    FunctionResolver.Choice choice =
        analysis.functions().function(name, all, node.getParserPosition());
    if (!NAMES.contains(name)) {
      boolean aggregate = analysis.context().functions().aggregate(choice.function().id()) != null;
      throw analysis.error(
          SqlState.WRONG_OBJECT_TYPE,
          aggregate
              ? name + " is not an ordered-set aggregate, so it cannot have WITHIN GROUP"
              : "WITHIN GROUP specified, but " + name + " is not an aggregate function",
          node);
    }
    return new Typed(
        collector.add(call(choice, all, keys, direct.size(), filter(parts, owner), node)),
        node.getParserPosition());
  }

  private AggregateAnalyzer aggregates() {
    return analysis.expressions().calls().aggregates();
  }

  private RexNode filter(CallParts parts, Scope owner) {
    return parts.filter() == null
        ? null
        : owner
            .aggregates()
            .inside(
                () ->
                    analysis
                        .coercion()
                        .bool(analysis.expressions().analyze(parts.filter(), owner), "FILTER")
                        .rex());
  }

  private AggregateCollector.Call call(
      FunctionResolver.Choice choice,
      List<Typed> all,
      List<OrderKey> keys,
      int direct,
      RexNode filter,
      SqlNode node) {
    List<RexNode> operands = new ArrayList<>();
    List<OrderKey> order = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      RexNode operand =
          analysis.coercion().implicit(all.get(i), PgType.of(choice.arguments().get(i))).rex();
      operands.add(operand);
      if (i < direct) {
        refuseColumns(operand, node);
      } else {
        OrderKey key = keys.get(i - direct);
        order.add(new OrderKey(operand, key.descending(), key.nullsFirst()));
      }
    }
    return new AggregateCollector.Call(
        choice.function(),
        operands,
        false,
        filter,
        order,
        analysis.rel(PgType.of(choice.result()), true));
  }

  /** Direct arguments are one value for all rows of a group. */
  private void refuseColumns(RexNode operand, SqlNode node) {
    operand.accept(
        new RexVisitorImpl<Void>(true) {
          @Override
          public Void visitInputRef(RexInputRef reference) {
            throw analysis.notSupported(
                "ordered-set aggregate with a column as its direct argument", node);
          }
        });
  }
}
