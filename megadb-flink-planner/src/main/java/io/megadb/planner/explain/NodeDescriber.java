package io.megadb.planner.explain;

import io.megadb.function.FunctionRegistry;
import io.megadb.plan.AggregateCall;
import io.megadb.plan.AggregateNode;
import io.megadb.plan.ApplyNode;
import io.megadb.plan.DescribedNode;
import io.megadb.plan.ExchangeNode;
import io.megadb.plan.ExpandNode;
import io.megadb.plan.FilterNode;
import io.megadb.plan.HashJoinNode;
import io.megadb.plan.JoinKind;
import io.megadb.plan.LimitNode;
import io.megadb.plan.ModifyNode;
import io.megadb.plan.NestedLoopJoinNode;
import io.megadb.plan.PlanNode;
import io.megadb.plan.ProjectNode;
import io.megadb.plan.RecursiveNode;
import io.megadb.plan.SetOperationNode;
import io.megadb.plan.SetProjectionNode;
import io.megadb.plan.SharedNode;
import io.megadb.plan.SharedReadNode;
import io.megadb.plan.SingleRowNode;
import io.megadb.plan.SortKey;
import io.megadb.plan.SortNode;
import io.megadb.plan.TableFunctionNode;
import io.megadb.plan.TableScan;
import io.megadb.plan.TiesNode;
import io.megadb.plan.TopNNode;
import io.megadb.plan.UnionNode;
import io.megadb.plan.ValuesNode;
import io.megadb.plan.WindowNode;
import io.megadb.plan.WorkingTableNode;
import io.megadb.plan.expression.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Names nodes, their columns and their conditions. Immutable. */
final class NodeDescriber {
  private final ExpressionText expressions;
  private final WindowText windows;

  NodeDescriber(FunctionRegistry functions) {
    this.expressions = new ExpressionText(functions);
    this.windows = new WindowText(expressions);
  }

  /** Names of a node's output columns, as far as they have any. */
  List<String> columns(PlanNode node) {
    List<String> names = new ArrayList<>();
    if (node instanceof TableScan scan) {
      scan.columns().forEach(column -> names.add(column.name()));
    } else if (node instanceof ProjectNode project) {
      List<String> input = columns(project.input());
      project.expressions().forEach(expression -> names.add(expressions.of(expression, input)));
    } else if (node instanceof AggregateNode aggregate) {
      List<String> input = columns(aggregate.input());
      aggregate.keys().forEach(key -> names.add(input.get(key)));
      if (aggregate.phase() != AggregateNode.Phase.PARTIAL) {
        aggregate.calls().forEach(call -> names.add(call(call, input, aggregate.phase())));
      }
    } else if (node instanceof ExpandNode expand) {
      List<String> input = columns(expand.input());
      expand.keys().forEach(key -> names.add(input.get(key)));
      for (int i = 0; i < expand.numbers(); i++) {
        names.add(i == 0 ? "grouping set" : "grouping");
      }
      if (expand.seeded()) {
        names.add("own");
      }
      names.addAll(input);
    } else if (node instanceof WindowNode window) {
      names.addAll(columns(window.input()));
      window.calls().forEach(call -> names.add(windows.call(call, names)));
    } else if (node instanceof DescribedNode described && !described.columns().isEmpty()) {
      names.addAll(described.columns());
    } else if (node instanceof SharedReadNode read) {
      names.addAll(read.columns());
    } else if (node instanceof SharedNode shared) {
      names.addAll(columns(shared.body()));
    } else if (node instanceof ValuesNode || node instanceof ModifyNode) {
      // named by position below
    } else if (node instanceof HashJoinNode join && join.kind().givesRightOnly()) {
      names.addAll(columns(join.right()));
    } else {
      for (PlanNode input : node.inputs()) {
        if (names.size() < node.types().size()) {
          names.addAll(columns(input));
        }
        if (node instanceof UnionNode || node instanceof SetOperationNode) {
          break;
        }
      }
    }
    for (int i = names.size(); i < node.types().size(); i++) {
      names.add("column" + (i + 1));
    }
    return names.size() > node.types().size() ? names.subList(0, node.types().size()) : names;
  }

  private static String call(AggregateCall call, List<String> input, AggregateNode.Phase phase) {
    String arguments =
        call.arguments().isEmpty()
            ? "*"
            : phase == AggregateNode.Phase.FINAL
                ? "..."
                : call.arguments().stream().map(input::get).collect(Collectors.joining(", "));
    return call.function().name() + "(" + (call.distinct() ? "DISTINCT " : "") + arguments + ")";
  }

  NodeDescription describe(PlanNode node) {
    Map<String, String> details = new LinkedHashMap<>();
    return new NodeDescription(title(node, details), details);
  }

  private String title(PlanNode node, Map<String, String> details) {
    if (node instanceof TableScan scan) {
      return scan(scan, details);
    }
    if (node instanceof ValuesNode values) {
      return values.rows().size() == 1 ? "Result" : "Values Scan";
    }
    if (node instanceof FilterNode filter) {
      details.put("Filter", expressions.of(filter.condition(), columns(filter.input())));
      return "Filter";
    }
    if (node instanceof ProjectNode) {
      return "Projection";
    }
    if (node instanceof AggregateNode aggregate) {
      return aggregate(aggregate, details);
    }
    if (node instanceof HashJoinNode join) {
      return hashJoin(join, details);
    }
    if (node instanceof NestedLoopJoinNode join) {
      if (join.condition() != null) {
        details.put("Join Filter", expressions.of(join.condition(), bothColumns(join)));
      }
      return "Nested Loop" + kind(join.kind());
    }
    if (node instanceof SortNode sort) {
      details.put("Sort Key", keys(sort.keys(), columns(sort.input())));
      return "Sort";
    }
    if (node instanceof TopNNode top) {
      details.put("Sort Key", keys(top.keys(), columns(top.input())));
      limit(top.limit(), top.offset(), details);
      return "Top-N Sort";
    }
    if (node instanceof ExpandNode expand) {
      details.put("Grouping Sets", groupingSets(expand, columns(expand.input())));
      return "Expand";
    }
    if (node instanceof WindowNode window) {
      windows.describe(window, columns(window.input()), details);
      return "Window";
    }
    if (node instanceof LimitNode limit) {
      limit(limit.limit(), limit.offset(), details);
      return "Limit";
    }
    if (node instanceof UnionNode) {
      return "Append";
    }
    if (node instanceof SetOperationNode operation) {
      return "HashSetOp "
          + operation.kind().name().charAt(0)
          + operation.kind().name().substring(1).toLowerCase(Locale.ROOT)
          + (operation.all() ? " All" : "");
    }
    if (node instanceof TableFunctionNode function) {
      return "Function Scan on " + function.function().name();
    }
    if (node instanceof ApplyNode apply) {
      List<String> names = columns(apply.left());
      if (!apply.columns().isEmpty()) {
        details.put(
            "Lateral", apply.columns().stream().map(names::get).collect(Collectors.joining(", ")));
      }
      return "Lateral Loop" + (apply.outer() ? " Left Join" : "");
    }
    if (node instanceof TiesNode ties) {
      limit(ties.limit(), ties.offset(), details);
      return "Limit With Ties";
    }
    if (node instanceof SetProjectionNode) {
      return "ProjectSet";
    }
    if (node instanceof RecursiveNode recursive) {
      return "Recursive Union" + (recursive.all() ? " All" : "");
    }
    if (node instanceof SharedReadNode read) {
      return (read.written() ? "CTE Scan on " : "Scan on Common Plan ") + read.name();
    }
    if (node instanceof WorkingTableNode) {
      return "WorkTable Scan";
    }
    if (node instanceof SingleRowNode) {
      return "Single Row";
    }
    if (node instanceof ExchangeNode exchange) {
      return exchange(exchange, details);
    }
    if (node instanceof ModifyNode modify) {
      String kind = modify.kind().name();
      return kind.charAt(0) + kind.substring(1).toLowerCase(Locale.ROOT) + " on " + modify.table();
    }
    if (node instanceof DescribedNode described) {
      details.putAll(described.details());
      return described.title();
    }
    return node.getClass().getSimpleName();
  }

  /** How the sub-tree of a plan that is computed once is headed. */
  static String heading(SharedNode shared) {
    return (shared.written() ? "CTE " : "Common Plan ") + shared.name();
  }

  private String scan(TableScan scan, Map<String, String> details) {
    details.put("Access Method", scan.table().accessMethod());
    List<String> names = columns(scan);
    if (!scan.key().isEmpty()) {
      details.put("Key", list(scan.key(), names, ", "));
    }
    if (!scan.filters().isEmpty()) {
      details.put("Filter", list(scan.filters(), names, " AND "));
    }
    return (scan.key().isEmpty() ? "Seq Scan on " : "Key Lookup on ") + scan.table();
  }

  private String list(List<Expression> list, List<String> names, String separator) {
    return list.stream()
        .map(expression -> expressions.of(expression, names))
        .collect(Collectors.joining(separator, "(", ")"));
  }

  private String aggregate(AggregateNode aggregate, Map<String, String> details) {
    String phase =
        switch (aggregate.phase()) {
          case SINGLE -> "";
          case PARTIAL -> "Partial ";
          case FINAL -> "Finalize ";
        };
    if (aggregate.keys().isEmpty()) {
      return phase + "Aggregate";
    }
    List<String> names = columns(aggregate.input());
    details.put(
        "Group Key", aggregate.keys().stream().map(names::get).collect(Collectors.joining(", ")));
    return phase + "HashAggregate";
  }

  private static String groupingSets(ExpandNode expand, List<String> names) {
    return expand.sets().stream()
        .map(
            set ->
                set.keys().stream()
                    .map(key -> names.get(expand.keys().get(key)))
                    .collect(Collectors.joining(", ", "(", ")")))
        .collect(Collectors.joining(", "));
  }

  private String hashJoin(HashJoinNode join, Map<String, String> details) {
    List<String> left = columns(join.left());
    List<String> right = columns(join.right());
    StringBuilder condition = new StringBuilder();
    for (int i = 0; i < join.leftKeys().size(); i++) {
      condition
          .append(i == 0 ? "" : " AND ")
          .append('(')
          .append(left.get(join.leftKeys().get(i)))
          .append(join.nullSafe().contains(i) ? " IS NOT DISTINCT FROM " : " = ")
          .append(right.get(join.rightKeys().get(i)))
          .append(')');
    }
    details.put("Hash Cond", condition.toString());
    if (join.residual() != null) {
      details.put("Join Filter", expressions.of(join.residual(), bothColumns(join)));
    }
    return "Hash" + (join.kind() == JoinKind.INNER ? " Join" : kind(join.kind()));
  }

  private static String kind(JoinKind kind) {
    return switch (kind) {
      case INNER -> "";
      case LEFT -> " Left Join";
      case RIGHT -> " Right Join";
      case FULL -> " Full Join";
      case SEMI -> " Semi Join";
      case ANTI -> " Anti Join";
      case NULL_AWARE_ANTI -> " Null-Aware Anti Join";
      case RIGHT_SEMI -> " Right Semi Join";
      case RIGHT_ANTI -> " Right Anti Join";
    };
  }

  private List<String> bothColumns(PlanNode join) {
    List<String> names = new ArrayList<>(columns(join.inputs().get(0)));
    names.addAll(columns(join.inputs().get(1)));
    return names;
  }

  static String keys(List<SortKey> keys, List<String> names) {
    return keys.stream()
        .map(
            key ->
                names.get(key.column())
                    + (key.descending() ? " DESC" : "")
                    + (key.nullsFirst() == key.descending()
                        ? ""
                        : key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST"))
        .collect(Collectors.joining(", "));
  }

  private void limit(Expression limit, Expression offset, Map<String, String> details) {
    if (limit != null) {
      details.put("Limit", expressions.of(limit, List.of()));
    }
    if (offset != null) {
      details.put("Offset", expressions.of(offset, List.of()));
    }
  }

  private String exchange(ExchangeNode exchange, Map<String, String> details) {
    List<String> names = columns(exchange.input());
    if (!exchange.keys().isEmpty()) {
      details.put(
          "Hash Key", exchange.keys().stream().map(names::get).collect(Collectors.joining(", ")));
    }
    details.put("Workers", Integer.toString(exchange.parallelism()));
    String name = exchange.distribution().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return "Exchange " + name;
  }
}
