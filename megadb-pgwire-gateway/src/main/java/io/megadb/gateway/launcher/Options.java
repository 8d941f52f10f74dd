package io.megadb.gateway.launcher;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A command line: {@code --name value}, {@code --name=value}, flags and operands.
 *
 * @param values by option name without dashes; flags have ""
 */
public record Options(Map<String, String> values, List<String> operands) {

  /**
   * Reads a command line.
   *
   * @param valued options that take a value
   * @param flags options that take none
   */
  public static Options parse(List<String> arguments, Set<String> valued, Set<String> flags) {
    Map<String, String> values = new LinkedHashMap<>();
    List<String> operands = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("-") || argument.equals("-")) {
        operands.add(argument);
        continue;
      }
      String name = argument.replaceFirst("^--?", "");
      int equals = name.indexOf('=');
      if (equals > 0 && valued.contains(name.substring(0, equals))) {
        values.put(name.substring(0, equals), name.substring(equals + 1));
      } else if (flags.contains(name)) {
        values.put(name, "");
      } else if (!valued.contains(name)) {
        throw new UsageException("unknown option " + argument + "; --help lists the options");
      } else if (i + 1 == arguments.size()) {
        throw new UsageException("option " + argument + " needs a value");
      } else {
        values.put(name, arguments.get(++i));
      }
    }
    return new Options(values, operands);
  }

  /** For commands that take options only. */
  public void refuseOperands() {
    if (!operands.isEmpty()) {
      throw new UsageException("'" + operands.get(0) + "' is no option; --help lists the options");
    }
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public String get(String name, String fallback) {
    return values.getOrDefault(name, fallback);
  }

  /** A whole number between bounds. */
  public int integer(String name, int fallback, int min, int max) {
    String text = values.get(name);
    if (text == null) {
      return fallback;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // answered below
    }
    throw new UsageException(
        "option --" + name + " is '" + text + "', expected a number from " + min + " to " + max);
  }
}
