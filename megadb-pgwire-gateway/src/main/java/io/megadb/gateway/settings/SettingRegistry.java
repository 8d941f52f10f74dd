package io.megadb.gateway.settings;

import io.megadb.planner.spi.MegaDbExtensions;
import io.megadb.planner.spi.SettingDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** All settings this server knows: the core's, the plugins' and a switch per injected thing. */
public final class SettingRegistry {
  private final Map<String, Setting> byKey = new TreeMap<>();

  public SettingRegistry(MegaDbExtensions extensions) {
    CoreSettings.ALL.forEach(this::add);
    for (MegaDbExtensions.Injection<SettingDefinition> injection : extensions.settings()) {
      SettingDefinition definition = injection.value();
      add(
          new Setting(
              definition.name(),
              definition.values().isEmpty() ? Setting.Kind.STRING : Setting.Kind.ENUM,
              definition.defaultValue(),
              definition.values(),
              false,
              definition.description()));
    }
    for (MegaDbExtensions.Injection<?> injection : extensions.switchable()) {
      add(
          new Setting(
              injection.switchName(),
              Setting.Kind.BOOLEAN,
              "on",
              List.of(),
              false,
              "Switches off the " + injection.kind() + " of plugin " + injection.plugin() + "."));
    }
  }

  private void add(Setting setting) {
    byKey.put(setting.key(), setting);
  }

  /** The setting of this name in any case, or null. */
  public Setting find(String name) {
    return byKey.get(name.toLowerCase(Locale.ROOT));
  }

  /** All settings by lower-case name. */
  public Collection<Setting> all() {
    return byKey.values();
  }
}
