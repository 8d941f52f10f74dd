package io.megadb.planner.spi;

import java.util.List;

/**
 * A session setting for SET and SHOW.
 *
 * @param name lower-case, such as "megadb.execution"
 * @param defaultValue as SHOW prints it
 * @param values allowed values; empty for any
 * @param description one line, with the unit
 */
public record SettingDefinition(
    String name, String defaultValue, List<String> values, String description) {
  public SettingDefinition {
    values = List.copyOf(values);
  }
}
