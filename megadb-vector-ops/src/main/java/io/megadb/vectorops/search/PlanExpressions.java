package io.megadb.vectorops.search;

import io.megadb.plan.PlanNode;
import io.megadb.plan.expression.Expression;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** All expressions of a plan node, whatever its kind: plan nodes are records all the way down. */
final class PlanExpressions {
  private PlanExpressions() {}

  /** Without those of its inputs. */
  static List<Expression> of(PlanNode node) {
    List<Expression> found = new ArrayList<>();
    add(node, node, found);
    return found;
  }

  private static void add(Object value, PlanNode node, List<Expression> found) {
    if (value instanceof Expression expression) {
      found.add(expression);
    } else if (value instanceof Collection<?> collection) {
      collection.forEach(element -> add(element, node, found));
    } else if (value instanceof Record && (value == node || !(value instanceof PlanNode))) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        add(component(value, component), node, found);
      }
    }
  }

  private static Object component(Object holder, RecordComponent component) {
    try {
      component.getAccessor().setAccessible(true);
      return component.getAccessor().invoke(holder);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }
}
