package io.megadb.planner.spi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** Finds plugins, orders them by what they require, registers them. */
public final class Plugins {
  private Plugins() {}

  /** All plugins that ServiceLoader finds with this loader, registered in order. */
  public static MegaDbExtensions discover(ClassLoader loader) {
    return register(
        ServiceLoader.load(MegaDbPlugin.class, loader).stream()
            .map(ServiceLoader.Provider::get)
            .toList());
  }

  /**
   * Registers plugins after those they require, else by name.
   *
   * @throws IllegalStateException naming the plugins, for two of one name, a missing requirement or
   *     a cycle
   */
  public static MegaDbExtensions register(Collection<MegaDbPlugin> plugins) {
    Map<String, MegaDbPlugin> byName = new TreeMap<>();
    for (MegaDbPlugin plugin : plugins) {
      MegaDbPlugin other = byName.put(plugin.name(), plugin);
      if (other != null) {
        throw new IllegalStateException(
            "two plugins are called \""
                + plugin.name()
                + "\": "
                + other.getClass().getName()
                + " and "
                + plugin.getClass().getName());
      }
    }
    Map<String, MegaDbPlugin> ordered = new LinkedHashMap<>();
    for (MegaDbPlugin plugin : byName.values()) {
      order(plugin, byName, ordered, new ArrayDeque<>());
    }
    MegaDbExtensions extensions = new MegaDbExtensions();
    for (MegaDbPlugin plugin : ordered.values()) {
      extensions.startPlugin(plugin.name());
      plugin.register(extensions);
    }
    return extensions;
  }

  private static void order(
      MegaDbPlugin plugin,
      Map<String, MegaDbPlugin> byName,
      Map<String, MegaDbPlugin> ordered,
      Deque<String> path) {
    if (ordered.containsKey(plugin.name())) {
      return;
    }
    if (path.contains(plugin.name())) {
      List<String> cycle = new ArrayList<>(path);
      cycle.add(plugin.name());
      throw new IllegalStateException(
          "plugins require each other in a cycle: "
              + String.join(" -> ", cycle.subList(cycle.indexOf(plugin.name()), cycle.size())));
    }
    path.addLast(plugin.name());
    for (String required : new java.util.TreeSet<>(plugin.requires())) {
      MegaDbPlugin other = byName.get(required);
      if (other == null) {
        throw new IllegalStateException(
            "plugin \""
                + plugin.name()
                + "\" requires \""
                + required
                + "\", which is not on the class path; found: "
                + byName.keySet());
      }
      order(other, byName, ordered, path);
    }
    path.removeLast();
    ordered.put(plugin.name(), plugin);
  }
}
