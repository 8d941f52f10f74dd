package io.megadb.graph.rule;

import static io.megadb.graph.rule.Quoting.name;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A path that has a name: expressions for what may be asked of it. */
interface PathVariable {
  /** Number of edges, a bigint. */
  String length();

  /** Texts of its vertices' ids in order. */
  String vertices();

  /** The same of its edges. */
  String edges();

  /** Sum of its edges' costs, a double precision; null if they have none. */
  default String cost() {
    return null;
  }

  /** A path of as many elements as its pattern. */
  static PathVariable fixed(List<PatternVariable> elements) {
    return new PathVariable() {
      @Override
      public String length() {
        return "CAST(" + elements.size() / 2 + " AS bigint)";
      }

      @Override
      public String vertices() {
        return ids(0);
      }

      @Override
      public String edges() {
        return ids(1);
      }

      private String ids(int first) {
        List<String> ids = new ArrayList<>();
        for (int i = first; i < elements.size(); i += 2) {
          ids.add(name(elements.get(i).name) + ".\"element id\"");
        }
        return ids.stream().collect(Collectors.joining(", ", "CAST(ARRAY[", "] AS text[])"));
      }
    };
  }
}
