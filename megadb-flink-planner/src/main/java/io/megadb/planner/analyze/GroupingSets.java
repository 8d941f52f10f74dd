package io.megadb.planner.analyze;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.SqlNodeList;

/** The grouping sets that a GROUP BY clause means, as lists of numbers of its keys. */
final class GroupingSets {
  private static final int MAX_SETS = 4096;
  private static final int MAX_CUBE = 12;

  private final Analysis analysis;
  private final ToIntFunction<SqlNode> keyNumber;

  /**
   * @param keyNumber the number of an expression's key, which it may add
   */
  GroupingSets(Analysis analysis, ToIntFunction<SqlNode> keyNumber) {
    this.analysis = analysis;
    this.keyNumber = keyNumber;
  }

  /** Whether a clause has more than plain expressions. */
  static boolean areIn(SqlNodeList items) {
    return items.stream()
        .anyMatch(
            item ->
                switch (item.getKind()) {
                  case ROLLUP, CUBE, GROUPING_SETS -> true;
                  default -> false;
                });
  }

  /**
   * All combinations of the clause's items.
   *
   * @param distinct equal sets count once
   */
  List<List<Integer>> expand(SqlNodeList items, boolean distinct) {
    List<List<Integer>> sets = List.of(List.of());
    for (SqlNode item : items) {
      sets = product(sets, item(item));
    }
    List<List<Integer>> result = new ArrayList<>();
    Set<Set<Integer>> seen = new LinkedHashSet<>();
    for (List<Integer> set : sets) {
      if (seen.add(Set.copyOf(set)) || !distinct) {
        result.add(set);
      }
    }
    return result;
  }

  private List<List<Integer>> product(List<List<Integer>> left, List<List<Integer>> right) {
    if ((long) left.size() * right.size() > MAX_SETS) {
      throw tooMany();
    }
    List<List<Integer>> product = new ArrayList<>();
    for (List<Integer> a : left) {
      for (List<Integer> b : right) {
        product.add(union(a, b));
      }
    }
    return product;
  }

  private MegaDbException tooMany() {
    return new MegaDbException(
        SqlState.STATEMENT_TOO_COMPLEX,
        "too many grouping sets present (maximum " + MAX_SETS + ")");
  }

  private static List<Integer> union(List<Integer> a, List<Integer> b) {
    Set<Integer> union = new LinkedHashSet<>(a);
    union.addAll(b);
    return List.copyOf(union);
  }

  private List<List<Integer>> item(SqlNode node) {
    return switch (node.getKind()) {
      case ROLLUP -> rollup(parts((SqlCall) node));
      case CUBE -> cube(parts((SqlCall) node), node);
      case GROUPING_SETS -> {
        List<List<Integer>> sets = new ArrayList<>();
        for (SqlNode set : ((SqlCall) node).getOperandList()) {
          sets.addAll(item(set));
          if (sets.size() > MAX_SETS) {
            throw tooMany();
          }
        }
        yield sets;
      }
      default -> List.of(keys(node));
    };
  }

  private List<List<Integer>> parts(SqlCall call) {
    List<List<Integer>> parts = new ArrayList<>();
    call.getOperandList().forEach(part -> parts.add(keys(part)));
    return parts;
  }

  /** The keys of one expression, of several in parentheses, or of none. */
  private List<Integer> keys(SqlNode node) {
    List<SqlNode> items =
        node instanceof SqlNodeList list
            ? list.getList()
            : node.getKind() == SqlKind.ROW ? ((SqlCall) node).getOperandList() : null;
    if (items == null) {
      return List.of(keyNumber.applyAsInt(node));
    }
    List<Integer> keys = List.of();
    for (SqlNode item : items) {
      keys = union(keys, keys(item));
    }
    return keys;
  }

  private List<List<Integer>> rollup(List<List<Integer>> parts) {
    List<List<Integer>> sets = new ArrayList<>();
    List<Integer> keys = List.of();
    sets.add(keys);
    for (List<Integer> part : parts) {
      keys = union(keys, part);
      sets.add(0, keys);
    }
    return sets;
  }

  private List<List<Integer>> cube(List<List<Integer>> parts, SqlNode node) {
    if (parts.size() > MAX_CUBE) {
      throw analysis.error(
          SqlState.TOO_MANY_COLUMNS, "CUBE is limited to " + MAX_CUBE + " elements", node);
    }
    List<List<Integer>> sets = new ArrayList<>();
    for (int present = (1 << parts.size()) - 1; present >= 0; present--) {
      List<Integer> keys = List.of();
      for (int part = 0; part < parts.size(); part++) {
        if ((present & 1 << part) != 0) {
          keys = union(keys, parts.get(part));
        }
      }
      sets.add(keys);
    }
    return sets;
  }
}
