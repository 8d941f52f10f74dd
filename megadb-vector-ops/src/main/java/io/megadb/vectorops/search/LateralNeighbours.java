package io.megadb.vectorops.search;

import io.megadb.plan.ApplyNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.ProjectNode;
import io.megadb.plan.SortKey;
import io.megadb.plan.TopNNode;
import io.megadb.plan.expression.Expression;
import io.megadb.plan.expression.FunctionCall;
import io.megadb.plan.expression.InputReference;
import io.megadb.plan.expression.Parameter;
import io.megadb.type.PgType;
import io.megadb.type.PgTypes;
import io.megadb.vectorops.join.Pairing;
import io.megadb.vectorops.kernel.Distance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The part of a plan that asks for nearest neighbours of each row of another input.
 *
 * <pre>
 *   Lateral Loop, left or inner
 *     any plan: the outer rows
 *     [Projection]
 *       Top-N without OFFSET, first key: a distance, ascending; then columns
 *         Projection: the distance of a column below and a column of the outer row
 *           any plan that reads the outer row in conditions on its rows only
 * </pre>
 *
 * @param rows what is below the second projection, without those conditions
 * @param outputs the loop's columns over those of the outer rows, of {@code rows} and the distance
 */
record LateralNeighbours(ApplyNode loop, PlanNode rows, Pairing pairing, List<Expression> outputs) {

  /** Null if the node is no such part. */
  static LateralNeighbours of(PlanNode node, Predicate<FunctionCall> volatileCall) {
    return node instanceof ApplyNode loop ? new Match(loop, volatileCall).find() : null;
  }

  private record Match(ApplyNode loop, Predicate<FunctionCall> volatileCall) {
    LateralNeighbours find() {
      PlanNode right = loop.right();
      List<Expression> shown = null;
      if (right instanceof ProjectNode project) {
        shown = project.expressions();
        right = project.input();
      }
      if (!(right instanceof TopNNode top)
          || top.offset() != null
          || readsOuter(top.limit())
          || !(top.input() instanceof ProjectNode project)
          || !(project.expressions().get(top.keys().get(0).column()) instanceof FunctionCall call)
          || top.keys().get(0).descending()
          || top.keys().get(0).nullsFirst()) {
        return null;
      }
      Pairing pairing = pairing(top, project, call);
      OuterConditions below =
          pairing == null ? null : OuterConditions.of(project.input(), this::isOuter, volatileCall);
      if (below == null) {
        return null;
      }
      List<Expression> outputs = outputs(project, shown, call);
      List<Expression> conditions = new ArrayList<>();
      below.conditions().forEach(condition -> conditions.add(overPair(condition)));
      return outputs == null
          ? null
          : new LateralNeighbours(
              loop,
              below.plan(),
              new Pairing(
                  pairing.distance(),
                  pairing.leftVector(),
                  pairing.rightVector(),
                  pairing.leftFirst(),
                  OuterConditions.conjunction(conditions),
                  pairing.order(),
                  pairing.limit(),
                  null,
                  false,
                  loop.outer()),
              outputs);
    }

    private Pairing pairing(TopNNode top, ProjectNode project, FunctionCall call) {
      Distance distance = NeighbourQuery.distance(call);
      if (distance == null) {
        return null;
      }
      Expression first = call.operands().get(0);
      Expression second = call.operands().get(1);
      boolean leftFirst = first instanceof Parameter;
      Expression outer = leftFirst ? first : second;
      Expression inner = leftFirst ? second : first;
      if (!(outer instanceof Parameter parameter)
          || !isOuter(parameter)
          || !(inner instanceof InputReference column)) {
        return null;
      }
      List<SortKey> order = new ArrayList<>();
      for (SortKey key : top.keys().subList(1, top.keys().size())) {
        if (!(project.expressions().get(key.column()) instanceof InputReference reference)) {
          return null;
        }
        order.add(new SortKey(reference.index(), key.descending(), key.nullsFirst()));
      }
      return new Pairing(
          distance,
          outerColumn(parameter),
          column.index(),
          leftFirst,
          null,
          order,
          top.limit(),
          null,
          false,
          loop.outer());
    }

    /** Null if a kept row's nulls would become something else. */
    private List<Expression> outputs(
        ProjectNode project, List<Expression> shown, FunctionCall distance) {
      List<PgType> left = loop.left().types();
      int width = left.size() + project.input().types().size();
      InputReference computed = new InputReference(width, PgType.of(PgTypes.FLOAT8));
      List<Expression> outputs = new ArrayList<>();
      for (int i = 0; i < left.size(); i++) {
        outputs.add(new InputReference(i, left.get(i)));
      }
      List<Expression> columns = new ArrayList<>();
      for (Expression expression : project.expressions()) {
        columns.add(
            expression.equals(distance)
                ? computed
                : Substitution.in(
                    expression, part -> part.equals(distance) ? computed : onePart(part)));
      }
      if (shown == null) {
        outputs.addAll(columns);
      } else {
        for (Expression expression : shown) {
          outputs.add(
              Substitution.in(
                  expression,
                  part ->
                      part instanceof InputReference reference
                          ? columns.get(reference.index())
                          : onePart(part)));
        }
      }
      boolean plain =
          outputs.subList(left.size(), outputs.size()).stream()
              .allMatch(
                  output ->
                      output instanceof InputReference reference
                          && reference.index() >= left.size());
      return loop.outer() && !plain ? null : outputs;
    }

    private Expression overPair(Expression condition) {
      return Substitution.in(condition, this::onePart);
    }

    /** A column below or a value of the outer row as a column of the pair; else as it is. */
    private Expression onePart(Expression part) {
      if (part instanceof InputReference reference) {
        return new InputReference(loop.left().types().size() + reference.index(), reference.type());
      }
      return part instanceof Parameter parameter && isOuter(parameter)
          ? new InputReference(outerColumn(parameter), parameter.type())
          : part;
    }

    private boolean isOuter(Parameter parameter) {
      int number = parameter.index() - loop.firstParameter();
      return number >= 0 && number < loop.columns().size();
    }

    private int outerColumn(Parameter parameter) {
      return loop.columns().get(parameter.index() - loop.firstParameter());
    }

    private boolean readsOuter(Expression expression) {
      return expression instanceof Parameter parameter && isOuter(parameter)
          || expression.operands().stream().anyMatch(this::readsOuter);
    }
  }
}
