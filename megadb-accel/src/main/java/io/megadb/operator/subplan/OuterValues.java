package io.megadb.operator.subplan;

import java.util.AbstractList;
import java.util.List;

/** Parameters of a statement and, from an index on, values of the row outside a subplan. */
final class OuterValues extends AbstractList<Object> {
  private final List<Object> parameters;
  private final int first;
  private final Object[] values;

  OuterValues(List<Object> parameters, int first, Object[] values) {
    this.parameters = parameters;
    this.first = first;
    this.values = values;
  }

  @Override
  public Object get(int index) {
    boolean own = index >= first && index < first + values.length;
    return own ? values[index - first] : parameters.get(index);
  }

  @Override
  public int size() {
    return Math.max(parameters.size(), first + values.length);
  }
}
