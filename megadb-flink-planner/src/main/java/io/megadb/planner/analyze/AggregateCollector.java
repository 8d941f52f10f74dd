package io.megadb.planner.analyze;

import io.megadb.function.FunctionSignature;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlFunction;
import org.apache.calcite.sql.SqlFunctionCategory;
import org.apache.calcite.sql.SqlKind;

/** The aggregates of one query; each stands as a placeholder until the query is grouped. */
final class AggregateCollector {
  /**
   * An aggregate over the FROM clause's row.
   *
   * @param filter or null
   * @param orderBy keys inside the parentheses
   */
  record Call(
      FunctionSignature function,
      List<RexNode> arguments,
      boolean distinct,
      RexNode filter,
      List<OrderKey> orderBy,
      RelDataType type) {}

  /** Stands for the aggregate of this number. */
  static final class Placeholder extends SqlFunction {
    private static final long serialVersionUID = 1L;
    private final int number;
    private final transient AggregateCollector owner;

    Placeholder(int number, AggregateCollector owner) {
      super(
          "AGGREGATE " + number,
          SqlKind.OTHER_FUNCTION,
          null,
          null,
          null,
          SqlFunctionCategory.USER_DEFINED_FUNCTION);
      this.number = number;
      this.owner = owner;
    }

    int number() {
      return number;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Placeholder that && number == that.number && owner == that.owner;
    }

    @Override
    public int hashCode() {
      return Objects.hash(number, System.identityHashCode(owner));
    }
  }

  /** Stands for a call of GROUPING. */
  private static final class GroupingPlaceholder extends SqlFunction {
    private static final long serialVersionUID = 1L;
    private final int number;

    GroupingPlaceholder(int number) {
      super(
          "GROUPING " + number,
          SqlKind.OTHER_FUNCTION,
          null,
          null,
          null,
          SqlFunctionCategory.USER_DEFINED_FUNCTION);
      this.number = number;
    }
  }

  private final Analysis analysis;
  private final List<Call> calls = new ArrayList<>();
  private final List<List<Typed>> groupings = new ArrayList<>();
  private boolean inside;

  AggregateCollector(Analysis analysis) {
    this.analysis = analysis;
  }

  List<Call> calls() {
    return calls;
  }

  /** Runs the analysis of an aggregate's own arguments. */
  <T> T inside(java.util.function.Supplier<T> body) {
    boolean before = inside;
    inside = true;
    try {
      return body.get();
    } finally {
      inside = before;
    }
  }

  boolean isInside() {
    return inside;
  }

  /** The placeholder of a call; equal calls share one. */
  RexNode add(Call call) {
    int number = calls.indexOf(call);
    if (number < 0) {
      number = calls.size();
      calls.add(call);
    }
    return analysis.rex().makeCall(call.type(), new Placeholder(number, this), List.of());
  }

  /** Whether an aggregate or GROUPING makes the query a grouped one. */
  boolean isUsed() {
    return !calls.isEmpty() || !groupings.isEmpty();
  }

  /** The arguments of all calls of GROUPING. */
  List<List<Typed>> groupings() {
    return groupings;
  }

  /** The placeholder of a call of GROUPING. */
  RexNode addGrouping(List<Typed> arguments, RelDataType type) {
    groupings.add(arguments);
    return analysis.rex().makeCall(type, new GroupingPlaceholder(groupings.size() - 1), List.of());
  }

  /** The number of the call of GROUPING that a placeholder stands for, or -1. */
  static int groupingNumber(RexNode node) {
    return node instanceof RexCall call
            && call.getOperator() instanceof GroupingPlaceholder placeholder
        ? placeholder.number
        : -1;
  }

  /**
   * The number of the call of this query that a placeholder stands for, or -1 for any other node,
   * the placeholders of queries around included.
   */
  @SuppressWarnings("ReferenceEquality") // one collector a query
  int number(RexNode node) {
    return node instanceof RexCall call
            && call.getOperator() instanceof Placeholder placeholder
            && placeholder.owner == this
        ? placeholder.number()
        : -1;
  }
}
