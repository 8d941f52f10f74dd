package io.megadb.graph.rule;

import io.megadb.planner.ast.PathPattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** An element of a pattern that is bound to one vertex or edge, by all that the pattern says. */
final class PatternVariable {
  final String name;
  final boolean edge;

  /** Tables that the labels of one place allow: they say which properties there are. */
  final Set<ElementTable> labelled = new LinkedHashSet<>();

  /** Tables that everything said allows. */
  final List<ElementTable> tables;

  /** Of an edge in a pattern of fixed length: how it lies between its neighbours. */
  PathPattern.Direction direction;

  /** Places in patterns, and whether one is in a path search. */
  int places;

  boolean searched;

  /** A row of a path may be without it. */
  boolean optional;

  PatternVariable left;
  PatternVariable right;

  PatternVariable(String name, boolean edge, List<ElementTable> tables) {
    this.name = name;
    this.edge = edge;
    this.labelled.addAll(tables);
    this.tables = new ArrayList<>(tables);
  }

  /** This edge as far as a path passes it one way: {@code RIGHT} from its source. */
  PatternVariable passed(PathPattern.Direction way) {
    PatternVariable copy = new PatternVariable(name, edge, List.copyOf(labelled));
    copy.left = left;
    copy.right = right;
    copy.direction = way;
    copy.tables.retainAll(tables);
    copy.tables.removeIf(table -> !copy.forward(table) && !copy.backward(table));
    return copy;
  }

  void restrict(List<ElementTable> others) {
    labelled.addAll(others);
    tables.retainAll(others);
  }

  /** A row of the table may lie from left to right along its direction. */
  boolean forward(ElementTable table) {
    return direction != PathPattern.Direction.LEFT
        && left.tables.contains(table.source().vertex())
        && right.tables.contains(table.destination().vertex());
  }

  /** A row of the table may lie from right to left. */
  boolean backward(ElementTable table) {
    return direction != PathPattern.Direction.RIGHT
        && left.tables.contains(table.destination().vertex())
        && right.tables.contains(table.source().vertex());
  }

  /** Leaves out tables that cannot match beside the neighbours'; true if any went. */
  boolean narrow() {
    boolean changed = tables.removeIf(table -> !forward(table) && !backward(table));
    Set<ElementTable> lefts = new LinkedHashSet<>();
    Set<ElementTable> rights = new LinkedHashSet<>();
    for (ElementTable table : tables) {
      if (forward(table)) {
        lefts.add(table.source().vertex());
        rights.add(table.destination().vertex());
      }
      if (backward(table)) {
        lefts.add(table.destination().vertex());
        rights.add(table.source().vertex());
      }
    }
    changed |= left.tables.retainAll(lefts);
    return right.tables.retainAll(rights) | changed;
  }
}
