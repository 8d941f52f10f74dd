package io.megadb.flink;

import io.megadb.operator.exchange.Fragment;
import io.megadb.plan.AggregateNode;
import io.megadb.plan.ExchangeNode;
import io.megadb.plan.HashJoinNode;
import io.megadb.plan.JoinKind;
import io.megadb.plan.NestedLoopJoinNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.ProjectNode;
import io.megadb.plan.SetOperationNode;
import io.megadb.plan.SharedNode;
import io.megadb.plan.SharedReadNode;
import io.megadb.plan.TableFunctionNode;
import io.megadb.plan.TableScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Names of vertices in SQL's terms, such as "Scan focus_billing → Filter → Partial aggregate". */
public final class FragmentNames {
  /** The web UI cuts longer names anyway. */
  private static final int MAX_LENGTH = 200;

  private FragmentNames() {}

  public static String of(Fragment fragment) {
    List<String> steps = new ArrayList<>();
    collect(fragment.root(), steps);
    if (fragment.output() == null) {
      steps.add("Result");
    } else if (steps.isEmpty()) {
      steps.add("Redistribute");
    }
    return shorten(String.join(" → ", steps), MAX_LENGTH);
  }

  /** One line of at most so many characters. */
  static String shorten(String text, int length) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= length ? line : line.substring(0, length - 1) + "…";
  }

  private static void collect(PlanNode node, List<String> steps) {
    if (node instanceof ExchangeNode) {
      return;
    }
    if (node instanceof SharedNode shared && shared.isCut()) {
      collect(shared.body(), steps);
      return;
    }
    node.inputs().forEach(input -> collect(input, steps));
    if (!(node instanceof ProjectNode)) {
      steps.add(name(node));
    }
  }

  private static String name(PlanNode node) {
    if (node instanceof TableScan scan) {
      return (scan.filters().isEmpty() ? "Scan " : "Filtered scan ") + scan.table();
    }
    if (node instanceof AggregateNode aggregate) {
      return switch (aggregate.phase()) {
        case SINGLE -> "Aggregate";
        case PARTIAL -> "Partial aggregate";
        case FINAL -> "Final aggregate";
      };
    }
    if (node instanceof HashJoinNode join) {
      return kind(join.kind()) + " hash join";
    }
    if (node instanceof NestedLoopJoinNode join) {
      return kind(join.kind()) + " nested loop join";
    }
    if (node instanceof SetOperationNode set) {
      return capital(set.kind().name()) + (set.all() ? " all" : "");
    }
    if (node instanceof TableFunctionNode function) {
      return "Function " + function.function().name();
    }
    if (node instanceof SharedReadNode read) {
      return "Read " + (read.written() ? "" : "common plan ") + read.name();
    }
    return plain(node.getClass().getSimpleName());
  }

  private static String kind(JoinKind kind) {
    return capital(kind.name());
  }

  private static String capital(String name) {
    return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** "TopNNode" becomes "Top n", "SingleRowNode" becomes "Single row". */
  private static String plain(String className) {
    String words = className.replaceAll("Node$", "").replaceAll("([a-z])([A-Z])", "$1 $2");
    return words.charAt(0) + words.substring(1).toLowerCase(Locale.ROOT);
  }
}
