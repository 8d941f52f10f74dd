package io.megadb.planner.spi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.calcite.plan.RelOptRule;

/**
 * Collects what plugins inject; nothing is built at registration. Every injected thing has a name.
 * Access methods, system tables, rules, refinements, dialects and query functions have the switch
 * {@code megadb.plugin.<plugin>.<thing>}, on by default; a setting is a switch of its own, and
 * without the database there is no server. Not thread-safe; used while the gateway starts.
 */
public final class MegaDbExtensions {
  /**
   * One injected thing.
   *
   * @param kind "access method", "index method", "rule", "refinement", "system table", "query
   *     function", "setting" or "database"
   */
  public record Injection<T>(String plugin, String kind, String thing, T value) {
    public String switchName() {
      return "megadb.plugin." + plugin + "." + thing;
    }
  }

  private final Map<String, Injection<?>> byName = new LinkedHashMap<>();
  private final List<Injection<AccessMethod>> accessMethods = new ArrayList<>();
  private final List<Injection<SystemTable>> systemTables = new ArrayList<>();
  private final List<Injection<SettingDefinition>> settings = new ArrayList<>();
  private final List<Injection<Supplier<RelOptRule>>> rules = new ArrayList<>();
  private final List<Injection<GraphDialect>> graphDialects = new ArrayList<>();
  private final List<Injection<DatabaseFactory>> databases = new ArrayList<>();
  private final List<Injection<IndexMethod>> indexMethods = new ArrayList<>();
  private final List<Injection<PlanRefinement>> refinements = new ArrayList<>();
  private final List<Injection<QueryFunction>> queryFunctions = new ArrayList<>();
  private String plugin = "";

  /** Attributes the injections that follow to this plugin. */
  void startPlugin(String name) {
    plugin = name;
  }

  public void injectAccessMethod(AccessMethod method) {
    add(accessMethods, "access method", method.name(), method);
  }

  public void injectSystemTable(SystemTable table) {
    String name = table.definition().schema() + "." + table.definition().name();
    add(systemTables, "system table", name, table);
  }

  public void injectSetting(SettingDefinition setting) {
    add(settings, "setting", setting.name(), setting);
  }

  /** A logical rule that runs with the core's own. */
  public void injectRule(String name, Supplier<RelOptRule> rule) {
    add(rules, "rule", name, rule);
  }

  /** What CREATE INDEX … USING can name. */
  public void injectIndexMethod(IndexMethod method) {
    add(indexMethods, "index method", method.name(), method);
  }

  /** A step between the plan and its run. */
  public void injectRefinement(String name, PlanRefinement refinement) {
    add(refinements, "refinement", name, refinement);
  }

  /** What property graphs mean; at most one. */
  public void injectGraphDialect(GraphDialect dialect) {
    add(graphDialects, "graph dialect", dialect.name(), dialect);
  }

  /** A function in FROM that stands for a query. */
  public void injectQueryFunction(QueryFunction function) {
    add(queryFunctions, "query function", function.name(), function);
  }

  public void injectDatabase(DatabaseFactory factory) {
    add(databases, "database", "database", factory);
  }

  private <T> void add(List<Injection<T>> list, String kind, String thing, T value) {
    Injection<T> injection = new Injection<>(plugin, kind, thing, value);
    Injection<?> other = byName.putIfAbsent(kind + " " + thing, injection);
    if (other != null) {
      throw new IllegalStateException(
          kind + " \"" + thing + "\" comes from plugin " + plugin + " and from " + other.plugin());
    }
    list.add(injection);
  }

  /** Everything injected, in order. */
  public List<Injection<?>> all() {
    return List.copyOf(byName.values());
  }

  /** What a session can switch off. */
  public List<Injection<?>> switchable() {
    List<Injection<?>> switchable = new ArrayList<>(accessMethods);
    switchable.addAll(systemTables);
    switchable.addAll(rules);
    switchable.addAll(refinements);
    switchable.addAll(graphDialects);
    switchable.addAll(queryFunctions);
    return switchable;
  }

  public List<Injection<AccessMethod>> accessMethods() {
    return List.copyOf(accessMethods);
  }

  public List<Injection<SystemTable>> systemTables() {
    return List.copyOf(systemTables);
  }

  public List<Injection<SettingDefinition>> settings() {
    return List.copyOf(settings);
  }

  public List<Injection<Supplier<RelOptRule>>> rules() {
    return List.copyOf(rules);
  }

  public List<Injection<IndexMethod>> indexMethods() {
    return List.copyOf(indexMethods);
  }

  public List<Injection<PlanRefinement>> refinements() {
    return List.copyOf(refinements);
  }

  public List<Injection<GraphDialect>> graphDialects() {
    return List.copyOf(graphDialects);
  }

  public List<Injection<QueryFunction>> queryFunctions() {
    return List.copyOf(queryFunctions);
  }

  public List<Injection<DatabaseFactory>> databases() {
    return List.copyOf(databases);
  }
}
