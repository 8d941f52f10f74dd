package io.megadb.planner;

import io.megadb.error.MegaDbException;
import io.megadb.error.SqlState;
import io.megadb.planner.ast.Explain;
import io.megadb.planner.ast.Option;
import java.util.Locale;
import org.apache.calcite.sql.SqlIdentifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;

/**
 * The options of EXPLAIN.
 *
 * @param format "text" or "json"
 */
record ExplainOptions(boolean analyze, boolean verbose, boolean costs, String format) {
  static ExplainOptions of(Explain explain) {
    if (explain.advisor()) {
      throw MegaDbException.notSupported("EXPLAIN ADVISOR");
    }
    boolean analyze = false;
    boolean verbose = false;
    boolean costs = true;
    String format = "text";
    for (Option option : explain.options()) {
      switch (option.name()) {
        case "analyze" -> analyze = isOn(option);
        case "verbose" -> verbose = isOn(option);
        case "costs" -> costs = isOn(option);
        // Said of every plan, or of none, here.
        case "timing", "buffers", "wal", "settings", "summary" -> {}
        case "format" -> format = format(option);
        default ->
            throw new MegaDbException(
                    SqlState.SYNTAX_ERROR, "unrecognized EXPLAIN option \"" + option.name() + "\"")
                .withPosition(position(option));
      }
    }
    return new ExplainOptions(analyze, verbose, costs, format);
  }

  private static int position(Option option) {
    return option.pos() == null ? MegaDbException.NO_POSITION : option.pos().getColumnNum();
  }

  private static String text(SqlNode value) {
    if (value instanceof SqlIdentifier id) {
      return id.toString().toLowerCase(Locale.ROOT);
    }
    return value instanceof SqlLiteral literal
        ? String.valueOf(literal.toValue()).toLowerCase(Locale.ROOT)
        : String.valueOf(value);
  }

  private static String format(Option option) {
    String format = text(option.value());
    if (format.equals("xml") || format.equals("yaml")) {
      throw MegaDbException.notSupported(
          "EXPLAIN (FORMAT " + format.toUpperCase(Locale.ROOT) + ")");
    }
    if (!format.equals("text") && !format.equals("json")) {
      throw new MegaDbException(
              SqlState.INVALID_PARAMETER_VALUE,
              "unrecognized value for EXPLAIN option \"format\": \"" + format + "\"")
          .withPosition(position(option));
    }
    return format;
  }

  private static boolean isOn(Option option) {
    if (option.value() == null) {
      return true;
    }
    return switch (text(option.value())) {
      case "true", "on", "1" -> true;
      case "false", "off", "0" -> false;
      default ->
          throw new MegaDbException(
              SqlState.SYNTAX_ERROR, option.name() + " requires a Boolean value");
    };
  }
}
