package io.megadb.planner.explain;

import io.megadb.plan.WindowCall;
import io.megadb.plan.WindowFrame;
import io.megadb.plan.WindowNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Windows and their calls in SQL's words. Immutable. */
final class WindowText {
  private final ExpressionText expressions;

  WindowText(ExpressionText expressions) {
    this.expressions = expressions;
  }

  String call(WindowCall call, List<String> input) {
    String arguments =
        call.arguments().isEmpty()
            ? call.function().name().equals("count") ? "*" : ""
            : call.arguments().stream().map(input::get).collect(Collectors.joining(", "));
    return call.function().name() + "(" + arguments + ") OVER (?)";
  }

  void describe(WindowNode window, List<String> input, Map<String, String> details) {
    if (!window.partitionBy().isEmpty()) {
      details.put(
          "Partition By",
          window.partitionBy().stream().map(input::get).collect(Collectors.joining(", ")));
    }
    if (!window.orderBy().isEmpty()) {
      details.put("Order By", NodeDescriber.keys(window.orderBy(), input));
    }
    details.put(
        "Calls",
        window.calls().stream()
            .map(call -> callWithFrame(call, window, input))
            .collect(Collectors.joining(", ")));
  }

  private String callWithFrame(WindowCall call, WindowNode window, List<String> input) {
    String text = call(call, input).replace(" OVER (?)", "");
    if (call.filter() >= 0) {
      text += " FILTER (WHERE " + input.get(call.filter()) + ")";
    }
    if (!window.orderBy().isEmpty() && call.orderKeys() < window.orderBy().size()) {
      text += " by " + call.orderKeys() + " of the order's keys";
    }
    return call.frame().equals(WindowFrame.standard()) ? text : text + " " + frame(call.frame());
  }

  private String frame(WindowFrame frame) {
    String text =
        frame.unit()
            + " BETWEEN "
            + bound(frame.start())
            + " AND "
            + bound(frame.end());
    return switch (frame.exclusion()) {
      case NO_OTHERS -> text;
      case CURRENT_ROW, GROUP, TIES -> text + " EXCLUDE " + words(frame.exclusion().name());
    };
  }

  private String bound(WindowFrame.Bound bound) {
    String words = words(bound.kind().name());
    return bound.offset() == null
        ? words
        : expressions.of(bound.offset(), List.of()) + " " + words;
  }

  private static String words(String name) {
    return name.replace('_', ' ').toUpperCase(Locale.ROOT);
  }
}
